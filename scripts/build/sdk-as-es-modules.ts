import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepOperations, usedOperations } from './used-operations.ts';

/** Whose packages have each module twice: as CommonJS for Node, and as an ES module in `dist-es` for bundlers. */
const SCOPES = ['@aws-sdk', '@smithy'];

/** What ncc reads of a package. */
const READ = ['dist-es', 'LICENSE'];

/**
 * Copies the AWS SDK to where the bundled code finds it first, as ES modules with only the operations that are called.
 *
 * Of ES modules ncc leaves out what nobody uses. It takes the CommonJS of a package that has both, as Node does, and that is
 * one file with every operation of a service: EC2's has 700 kB, which every start would parse for three operations.
 */
export async function sdkAsEsModules(repository: string, into: string): Promise<void> {
  for (const scope of SCOPES) {
    for (const name of await readdir(join(repository, 'node_modules', scope))) {
      await copyPackage(join(repository, 'node_modules', scope, name), join(into, 'node_modules', scope, name));
    }
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
    return isObject && 'node' in value && 'import' in value ? { ...value, node: value.import } : value;
  });
}
