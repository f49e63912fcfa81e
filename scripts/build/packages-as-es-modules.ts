import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepOperations, usedOperations } from './used-operations.ts';

/** Whose packages have each module twice: as CommonJS for Node, and as an ES module for bundlers. */
const SCOPES = ['@aws-sdk', '@smithy'];
/** The same of a package by itself. */
const PACKAGES = ['yaml'];

/** What ncc reads of them. */
const READ = ['dist-es', 'browser', 'LICENSE'];

/**
 * Copies the AWS SDK and `yaml` to where the bundled code finds them first, as ES modules; of the SDK only the operations
 * that are called.
 *
 * Of ES modules ncc leaves out what nobody uses. It takes the CommonJS of a package that has both, as Node does, and that is
 * one file with every operation of a service: EC2's has 700 kB, which every start would parse for three operations.
 */
export async function packagesAsEsModules(repository: string, into: string): Promise<void> {
  const scoped = SCOPES.map(async (scope) =>
    (await readdir(join(repository, 'node_modules', scope))).map((name) => join(scope, name)),
  );
  for (const name of [...PACKAGES, ...(await Promise.all(scoped)).flat()]) {
    await copyPackage(join(repository, 'node_modules', name), join(into, 'node_modules', name));
  }
  for (const [client, operations] of await usedOperations(into)) {
    await keepOperations(join(into, 'node_modules', client, 'dist-es'), operations);
  }
}

async function copyPackage(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'package.json'), asEsModules(await readFile(join(from, 'package.json'), 'utf8')));
  for (const part of READ.filter((one) => existsSync(join(from, one)))) {
    await cp(join(from, part), join(to, part), { recursive: true });
  }
}

/** A package.json that sends nobody to CommonJS. */
function asEsModules(manifest: string): string {
  return JSON.stringify(JSON.parse(manifest), (key, value: unknown) => {
    const isObject = typeof value === 'object' && value !== null;
    if (key === '' && isObject && 'module' in value) return { ...value, main: value.module };
    if (!isObject || !('node' in value)) return value;
    if ('import' in value) return { ...value, node: value.import };
    return 'default' in value ? { ...value, node: value.default } : value;
  });
}
