import { randomUUID } from 'node:crypto';
import { appendFile, stat } from 'node:fs/promises';
import { cutMarkdown, plainText, visible } from '@fargate-actions/report';

/** Source: reference/actions-ecosystem.md, "Workflows": 1 MiB a step. */
const SUMMARY_BYTES = 1024 * 1024;

/** Less than this is not worth beginning. */
const LEAST_BYTES = 1024;

/**
 * Writes a step's outputs where the runner reads them.
 *
 * Source: docs.github.com, "Workflow commands", "Multiline strings". The delimiter can't be guessed, so that no value
 * can end itself and begin another output. Later steps print outputs, so that nothing unseen is in them.
 */
export async function writeOutputs(file: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  const entries = Object.entries(outputs).map(([name, value]) => entry([name, visible(value)]));
  await appendFile(file, entries.join(''));
}

/** What the main step leaves for the post step of the same action. Never a secret: it lies on disk until then. */
export interface State {
  save(name: string, value: string): Promise<void>;
  read(name: string): string | undefined;
}

/**
 * The state of a step, as the runner keeps it.
 *
 * Source: docs.github.com, "Workflow commands", "Sending values to the pre and post actions".
 */
export function runnerState(env: Readonly<Record<string, string | undefined>>): State {
  const { GITHUB_STATE: file } = env;
  return {
    save: async (name, value) => {
      if (file) await appendFile(file, entry([name, value]));
    },
    read: (name) => env[`STATE_${name}`],
  };
}

function entry([name, value]: [name: string, value: string]): string {
  const delimiter = `end-${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/** Adds to a step's job summary, cut to what GitHub takes. */
export async function writeSummary(file: string, markdown: string): Promise<void> {
  const before = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const room = SUMMARY_BYTES - before - 1;
  if (room > LEAST_BYTES) await appendFile(file, `${cutMarkdown(plainText(markdown), room)}\n`);
}
