import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const EXAMPLE = fileURLToPath(new URL('../../examples/amply', import.meta.url));

/** The files of the seed's stack, by their paths from its root. */
export function exampleFiles(): Record<string, string> {
  const files = readdirSync(EXAMPLE, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(EXAMPLE, path), readFileSync(path, 'utf8')];
    }),
  );
}
