import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { bundleAll } from '../build/bundle.ts';
import type { Check } from './check.ts';

/** `dist/` is what is built from the source as it is now, byte for byte. */
export function bundleCheck(repository: string): Check {
  return {
    name: 'dist is up to date',
    async run() {
      const built = await mkdtemp(join(tmpdir(), 'fargate-actions-dist-'));
      try {
        await bundleAll(repository, built);
        const problems = differences(await filesIn(join(repository, 'dist')), await filesIn(built));
        return problems.length > 0 ? [...problems, 'Run `npm run build`.'] : [];
      } finally {
        await rm(built, { recursive: true, force: true });
      }
    },
  };
}

type Files = ReadonlyMap<string, Buffer>;

/** What differs between the files that are there and those that were built, one line a file. */
export function differences(found: Files, built: Files): string[] {
  const paths = [...new Set([...found.keys(), ...built.keys()])].toSorted();
  return paths.flatMap((path) => {
    const [was, is] = [found.get(path), built.get(path)];
    if (!was) return [`dist/${path} is not there.`];
    if (!is) return [`dist/${path} is not built from anything.`];
    return was.equals(is) ? [] : [`dist/${path} differs: it has ${was.length} bytes, and ${is.length} when built now.`];
  });
}

async function filesIn(folder: string): Promise<Files> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path)] as const)));
}
