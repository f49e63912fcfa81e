import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAOS_ACTIONS } from './chaos-action.ts';
import { deployedAccount } from './chaos-account.ts';
import { PAGE, page, partOf, withPart } from './page.ts';

/** Writes the page; with the name of an action, only what it says of that one. */
const path = join(import.meta.dirname, '../..', PAGE);
const name = process.argv[2];
const action = CHAOS_ACTIONS.find((one) => one.name === name);
if (name !== undefined && !action) throw new Error(`There is no action ${name}.`);
await writeFile(
  path,
  action ? withPart(await readFile(path, 'utf8'), action, await partOf(action, await deployedAccount())) : await page(),
);
