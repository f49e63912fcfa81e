import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHAOS_ACTIONS } from './chaos-action.ts';
import { deployedAccount } from './chaos-account.ts';
import { PAGE, partOf } from './page.ts';

/** Plays what the page says of one action, and compares. */
const action = CHAOS_ACTIONS.find(({ name }) => name === process.argv[2]);
if (!action) throw new Error('Give the name of an action.');
const found = await readFile(join(import.meta.dirname, '../..', PAGE), 'utf8');
const part = await partOf(action, await deployedAccount());
assert.ok(
  found.includes(part),
  `${PAGE} is not what ${action.name} does: run \`node tests/chaos/write.ts\`, and read what changed.\n${part}`,
);
process.stdout.write(`${PAGE}: ${action.name} is as played\n`);
