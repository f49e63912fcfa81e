import { minify } from '@swc/core';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { actionNames } from '../action-names.ts';
import { checkWithoutUndici, coreWithoutOidc } from './core-without-oidc.ts';
import { packagesAsEsModules } from './packages-as-es-modules.ts';
import { transpileWorkspace } from './transpile.ts';

const run = promisify(execFile);
const ncc = createRequire(import.meta.url).resolve('@vercel/ncc/dist/ncc/cli.js');

/** What was written for one action. */
export interface Built {
  readonly action: string;
  readonly bytes: number;
  readonly chunkBytes: number;
}

/** Bundles every action that has an entry point into `dist`, the same bytes on every machine. */
export async function bundleAll(repository: string, dist: string): Promise<Built[]> {
  const javascript = join(repository, '.cache', 'build');
  await transpileWorkspace(repository, javascript);
  await packagesAsEsModules(repository, javascript);
  await coreWithoutOidc(repository, javascript);
  const built: Built[] = [];
  for (const action of await actionNames(repository)) {
    built.push(await bundle(action, javascript, join(dist, action)));
  }
  return built;
}

async function bundle(action: string, javascript: string, to: string): Promise<Built> {
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  const entry = join(javascript, 'actions', action, 'src', 'index.js');
  await run(process.execPath, [ncc, 'build', entry, '--out', to, '--minify', '--license', 'licenses.txt', '--quiet'], {
    cwd: javascript,
    maxBuffer: 64 * 1024 * 1024,
  });
  let chunkBytes = 0;
  for (const file of await readdir(to)) {
    if (!file.endsWith('.js')) continue;
    // ncc minifies the entry alone; a chunk is parsed as well before it runs.
    if (file !== 'index.js') chunkBytes += await minifyChunk(join(to, file));
    checkWithoutUndici(file, await readFile(join(to, file), 'utf8'));
  }
  const bytes = (await readFile(join(to, 'index.js'))).length;
  return { action, bytes, chunkBytes };
}

async function minifyChunk(file: string): Promise<number> {
  const { code } = await minify(await readFile(file, 'utf8'), { module: true, compress: true, mangle: true });
  await writeFile(file, code);
  return Buffer.byteLength(code);
}
