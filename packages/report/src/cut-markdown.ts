const NOTE = '\n\n_Cut here: a job summary holds no more. The whole story is in the log._\n';

/** Markdown of at most so many bytes, cut between lines, with what is open closed and a note that it was cut. */
export function cutMarkdown(markdown: string, mostBytes: number): string {
  if (Buffer.byteLength(markdown) <= mostBytes) return markdown;
  const kept: string[] = [];
  let open: Open = { details: 0 };
  let bytes = Buffer.byteLength(NOTE);
  for (const line of markdown.split('\n')) {
    const next = after(open, line);
    bytes += Buffer.byteLength(line) + 1;
    // What will have to be closed needs its place, too.
    if (bytes + Buffer.byteLength(closing(next)) > mostBytes) break;
    kept.push(line);
    open = next;
  }
  return kept.join('\n') + closing(open) + NOTE;
}

/** What is open at the end of a line: a block of code, folded parts. */
interface Open {
  readonly fence?: string;
  readonly details: number;
}

function after({ fence, details }: Open, line: string): Open {
  if (fence !== undefined) return line === fence ? { details } : { fence, details };
  const [mark] = /^`{3,}/.exec(line) ?? [];
  if (mark !== undefined) return { fence: mark, details };
  if (line.startsWith('<details>')) return { details: details + 1 };
  return { details: line === '</details>' ? details - 1 : details };
}

function closing({ fence, details }: Open): string {
  return (fence === undefined ? '' : `\n${fence}`) + '\n\n</details>'.repeat(details);
}
