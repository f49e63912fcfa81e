import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the seed's stack lies in this repository. */
export const EXAMPLE = fileURLToPath(new URL('../../../examples/amply/deploy', import.meta.url));

/** Every file of a directory: path from it -> content. */
export function filesIn(directory: string): Record<string, string> {
  const files = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(directory, path), readFileSync(path, 'utf8')];
    }),
  );
}

/** A text in a file of the stack that is put differently: [path in `deploy/`, what it says, what it is to say]. */
export type Edit = readonly [path: string, from: string | RegExp, to: string];

/** The seed's stack as a workspace has it, in `deploy/`, put differently in some places. */
export function seedFiles(...edits: readonly Edit[]): Record<string, string> {
  const files = filesIn(EXAMPLE);
  for (const [path, from, to] of edits) {
    const before = files[path] ?? '';
    // A function, because `$` in a replacement text means something.
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${path} does not say ${String(from)}.`);
    files[path] = after;
  }
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`deploy/${path}`, content]));
}
