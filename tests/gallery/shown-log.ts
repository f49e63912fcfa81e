/** The words that a runner puts before an annotation in the log. */
const ANNOTATION = /^::(?<severity>error|warning|notice) .*?::(?<message>.*)$/;
const WORDS: Readonly<Record<string, string>> = { error: 'Error', warning: 'Warning', notice: 'Notice' };

/** A step's output as GitHub shows it: groups folded, annotations in words. Source: actions/toolkit, "Workflow commands". */
export function shownLog(output: string): string[] {
  const shown: string[] = [];
  let isFolded = false;
  for (const line of output.split('\n')) {
    const [, title] = /^::group::(.*)$/.exec(line) ?? [];
    const { severity = '', message = '' } = ANNOTATION.exec(line)?.groups ?? {};
    if (title !== undefined) {
      shown.push(`▸ ${title}`);
      isFolded = true;
    } else if (line === '::endgroup::') isFolded = false;
    else if (severity !== '') shown.push(...`${WORDS[severity] ?? ''}: ${unescaped(message)}`.split('\n'));
    else if (!isFolded) shown.push(line);
  }
  return shown.join('\n').trim().split('\n');
}

function unescaped(text: string): string {
  return text
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}
