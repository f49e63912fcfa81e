import { expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkWithoutUndici, coreWithoutOidc } from './core-without-oidc.ts';

const MANIFEST = { name: '@actions/core', version: '3.0.1', type: 'module' };

/** A repository that has @actions/core installed with that manifest, and the folder that it is copied into. */
async function folders(manifest: object): Promise<[repository: string, into: string]> {
  const repository = await mkdtemp(join(tmpdir(), 'core-without-oidc-'));
  const core = join(repository, 'node_modules', '@actions', 'core');
  await mkdir(join(core, 'lib'), { recursive: true });
  await writeFile(join(core, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(core, 'lib', 'core.js'), 'export const debug = 1;');
  await writeFile(join(core, 'LICENSE.md'), 'MIT');
  return [repository, join(repository, 'build')];
}

test('the copy of @actions/core that is bundled has no side effects, and its licence', async () => {
  const [repository, into] = await folders(MANIFEST);
  await coreWithoutOidc(repository, into);
  const read = (file: string) => readFile(join(into, 'node_modules', '@actions', 'core', file), 'utf8');
  expect(JSON.parse(await read('package.json'))).toEqual({ ...MANIFEST, sideEffects: false });
  expect([await read('lib/core.js'), await read('LICENSE.md')]).toEqual(['export const debug = 1;', 'MIT']);
});

test.each([
  { what: 'another version', manifest: { ...MANIFEST, version: '3.1.0' } },
  { what: 'a word on side effects', manifest: { ...MANIFEST, sideEffects: ['lib/x.js'] } },
  { what: 'CommonJS', manifest: { ...MANIFEST, type: 'commonjs' } },
])('$what of @actions/core ends the build', async ({ manifest }) => {
  await expect(coreWithoutOidc(...(await folders(manifest)))).rejects.toThrow('core-without-oidc.ts knows');
});

test.each([
  { file: 'index.js', code: 'a.code="UND_ERR_ABORTED"', isFine: false },
  { file: '238.index.js', code: '`ghadelimiter_${x}`;a.code="UND_ERR_ABORTED"', isFine: false },
  { file: '238.index.js', code: '`ghadelimiter_${x}`', isFine: true },
  { file: '329.index.js', code: 'a.code="UND_ERR_ABORTED"', isFine: true },
])('a bundle with $code in $file is fine: $isFine', ({ file, code, isFine }) => {
  const check = expect(() => {
    checkWithoutUndici(file, code);
  });
  if (isFine) check.not.toThrow();
  else check.toThrow(`undici is bundled into ${file}`);
});
