import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = join('@actions', 'core');

/** The version whose modules were looked through: none of them does anything on import. */
const VERSION = '3.0.1';

/**
 * Copies @actions/core to where the bundled code finds it first, as a package of whose modules the unused can be left out.
 *
 * Its client for OIDC brings undici along: 490 kB, and 70 ms at every start, for something that no action here asks for.
 *
 * @throws Error where it is another version, or says of its side effects by itself: then look at it anew.
 */
export async function coreWithoutOidc(repository: string, into: string): Promise<void> {
  const from = join(repository, 'node_modules', NAME);
  const to = join(into, 'node_modules', NAME);
  const manifest = JSON.parse(await readFile(join(from, 'package.json'), 'utf8')) as Record<string, unknown>;
  if (manifest['version'] !== VERSION || 'sideEffects' in manifest || manifest['type'] !== 'module') {
    throw new Error(
      `@actions/core is not the ES module ${VERSION} without \`sideEffects\` that scripts/build/core-without-oidc.ts knows. Check that none of its modules does anything on import, then change VERSION.`,
    );
  }
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'package.json'), JSON.stringify({ ...manifest, sideEffects: false }));
  for (const part of ['lib', 'LICENSE.md']) await cp(join(from, part), join(to, part), { recursive: true });
}

/** What undici alone has: its errors' codes. */
const UNDICI = 'UND_ERR_';

/** What @actions/core alone has: the delimiter of its files. */
const CORE = 'ghadelimiter_';

/**
 * Checks that undici is in no file of a bundle that is read at every start.
 *
 * @param code of one file of the bundle.
 * @throws Error
 */
export function checkWithoutUndici(file: string, code: string): void {
  if ((file === 'index.js' || code.includes(CORE)) && code.includes(UNDICI)) {
    throw new Error(`undici is bundled into ${file}, which every start reads: see scripts/build/core-without-oidc.ts.`);
  }
}
