import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Emulator } from '@fargate-actions/emulator';
import { failed, passed, type Check } from '../checks.ts';
import { startObservedAws } from '../observed-aws.ts';
import { checksOfPython } from '../python-program.ts';
import { python, judgePython } from '../tools/python.ts';
import { Recording } from '../recording.ts';
import type { Suite } from '../suite.ts';
import { builtActions, runsOfBuiltActions } from './botocore/built-actions.ts';

const records = join(import.meta.dirname, '..', '..', '..', '.cache', 'e2e');

/** Fast enough that a rollout takes seconds, and slow enough that its steps are seen one by one. */
const SPEED = 120;

/** boto3, which nobody here wrote, drives the emulator; botocore's models judge all that it and our actions exchange. */
export const botocore: Suite = {
  name: 'botocore',
  title: 'boto3 drives the emulator, and botocore judges every request and every answer',
  needs: [python, judgePython, builtActions],
  async *run() {
    const recording = new Recording();
    // Each has an account of its own, and waits most of its time: together they take no longer than one.
    const ofActions = allOf(runsOfBuiltActions(recording));
    yield* outsider(recording);
    yield* await ofActions;
    yield* judgement(recording);
  },
};

/** Begins at once. */
function allOf(checks: AsyncIterable<Check>): Promise<readonly Check[]> {
  const all = collected(checks);
  // Whoever waits for them hears of a failure; until then nobody does.
  all.catch(() => undefined);
  return all;
}

async function collected(checks: AsyncIterable<Check>): Promise<Check[]> {
  const all: Check[] = [];
  for await (const check of checks) all.push(check);
  return all;
}

async function* outsider(recording: Recording): AsyncIterable<Check> {
  const aws = await startObservedAws('boto3', SPEED, recording);
  try {
    yield* checksOfPython({ program: 'outsider', environment: aws.env, limitSeconds: 300 });
  } finally {
    await aws.close();
  }
}

/** What the judge notes of a recording. */
interface Coverage {
  /** Every operation of every model it has, as IAM permissions name them. */
  readonly known: readonly string[];
  /** Those that were answered without an error at least once. */
  readonly answered: readonly string[];
}

async function* judgement(recording: Recording): AsyncIterable<Check> {
  const files = [join(records, 'recording.jsonl'), join(records, 'coverage.json')] as const;
  await recording.save(files[0]);
  yield* checksOfPython({ program: 'judge', arguments: files, limitSeconds: 300 });
  yield* checksOfPython({ program: 'spoiled', arguments: [files[0]], limitSeconds: 300 });
  const { known, answered } = JSON.parse(await readFile(files[1], 'utf8')) as Coverage;
  const emulator = new Emulator();
  const emulated = known.filter((operation) => emulator.knows(operation));
  const unseen = emulated.filter((operation) => !answered.includes(operation));
  const name = 'every operation of the emulator was answered, and judged';
  yield unseen.length === 0
    ? passed(name, `${emulated.length} operations`)
    : failed(name, ...unseen.map((operation) => `never answered: ${operation}`));
}
