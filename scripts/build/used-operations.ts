import { minify } from '@swc/core';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The operations that the transpiled workspace calls, by the SDK client that they are imported from. */
export async function usedOperations(workspace: string): Promise<Map<string, string[]>> {
  const folder = join(workspace, 'packages', 'aws', 'src', 'clients');
  const used = new Map<string, string[]>();
  for (const file of await readdir(folder)) {
    const [, names = '', client] = IMPORT.exec(await readFile(join(folder, file), 'utf8')) ?? [];
    const operations = [...names.matchAll(/\b(\w+)Command\b/g)].flatMap(([, operation]) => operation ?? []);
    if (client !== undefined) used.set(client, operations);
  }
  return used;
}

const IMPORT = /^import \{([^}]+)\} from '(@aws-sdk\/client-[\w-]+)';$/m;

/** Each takes away what only the one before still used. */
const PASSES = 20;

/** Takes all other operations out of an SDK client: ncc would read them, for seconds, to leave them out. */
export async function keepOperations(client: string, operations: readonly string[]): Promise<void> {
  const clientFile = (await readdir(client)).find((file) => file.endsWith('Client.js')) ?? '';
  const enums = existsSync(join(client, 'models', 'enums.js')) ? ['./models/enums'] : [];
  const modules = [`./${clientFile}`, ...operations.map((operation) => `./commands/${operation}Command`), ...enums];
  await writeFile(join(client, 'index.js'), modules.map((module) => `export * from '${module}';\n`).join(''));

  const schemas = join(client, 'schemas', 'schemas_0.js');
  const kept = new Set([...operations.map((operation) => `${operation}$`), 'errorTypeRegistries']);
  const own = (await readFile(schemas, 'utf8')).replaceAll(
    /^export (?=(?:var|const) ([\w$]+))/gm,
    (text, name: string) => (kept.has(name) ? text : ''),
  );
  const { code } = await minify(own, { module: true, compress: { passes: PASSES, toplevel: true }, mangle: false });
  await writeFile(schemas, code);
}
