import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../../examples/amply/deploy', import.meta.url));

/** The seed's stack, as a user has it, by the paths of their repository. */
export function seedFiles(): Record<string, string> {
  const files = readdirSync(DEPLOY, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [join('deploy', path.slice(DEPLOY.length + 1)), readFileSync(path, 'utf8')];
    }),
  );
}

/** The seed with a text of one of its files replaced; the text must be there. */
export function seedWith(path: string, from: string, to: string): Record<string, string> {
  const files = seedFiles();
  const file = files[path];
  if (file?.includes(from) !== true) throw new Error(`${path} has no ${from}.`);
  return { ...files, [path]: file.replace(from, to) };
}
