import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generatedFiles } from './generate/generated-files.ts';

const repository = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const stale = (await generatedFiles(repository)).filter(({ text, found }) => text !== found);

for (const { path, text } of stale) {
  if (values.check) {
    console.error(`${path} is not what it is generated from: run \`npm run generate\`.`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(join(repository, path)), { recursive: true });
    await writeFile(join(repository, path), text);
    console.log(`${path} written`);
  }
}
if (stale.length === 0) console.log('All generated files are up to date.');
