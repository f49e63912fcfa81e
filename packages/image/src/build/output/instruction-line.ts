/**
 * The line of a Dockerfile at which an instruction begins; undefined when none or several are written so.
 *
 * For builders that name the failing step but not its line. BuildKit writes an instruction on one line, without the
 * backslashes of its continuation lines.
 */
export function instructionLine(dockerfile: string, instruction: string): number | undefined {
  const wanted = plain(instruction);
  const lines = dockerfile.split(/\r?\n/);
  const found: number[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    const first = start;
    let text = lines[start] ?? '';
    while (text.endsWith('\\') && start + 1 < lines.length) {
      start += 1;
      const next = lines[start] ?? '';
      // Comments and empty lines within an instruction are no part of it.
      if (!/^\s*(#|$)/.test(next)) text = text.slice(0, -1) + next;
    }
    if (plain(text) === wanted) found.push(first + 1);
  }
  return found.length === 1 ? found[0] : undefined;
}

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}
