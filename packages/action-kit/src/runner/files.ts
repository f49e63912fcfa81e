import { stat } from 'node:fs/promises';
import { cutMarkdown, plainText, visible } from '@fargate-actions/report';
import type { Runner } from './runner.ts';

/** A step at the runner: its environment, and what it says there. */
interface Step {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runner: Runner;
}

/** Source: docs.github.com, "Workflow commands", "Step isolation and limits": 1 MiB a step. */
const SUMMARY_BYTES = 1024 * 1024;

/** Less than this is not worth beginning. */
const LEAST_BYTES = 1024;

/** Sets a step's outputs. Later steps print them, so that nothing unseen is in them. */
export function writeOutputs({ runner }: Pick<Step, 'runner'>, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) runner.setOutput(name, visible(value));
}

/** What the main step leaves for the post step of the same action. Never a secret: it lies on disk until then. */
export interface State {
  save(name: string, value: string): Promise<void>;
  read(name: string): string | undefined;
}

/** The state of a step, as the runner keeps it. Outside of a runner nothing is kept. */
export function runnerState({ env, runner }: Step): State {
  return {
    save: (name, value) => {
      if (env['GITHUB_STATE']) runner.saveState(name, value);
      return Promise.resolve();
    },
    read: (name) => runner.getState(name) || undefined,
  };
}

/** Adds to a step's job summary, cut to what GitHub takes. */
export async function writeSummary({ env, runner }: Step, markdown: string): Promise<void> {
  const before = await stat(env['GITHUB_STEP_SUMMARY'] ?? '').then(
    ({ size }) => size,
    () => 0,
  );
  const room = SUMMARY_BYTES - before - 1;
  if (room > LEAST_BYTES) await runner.addToSummary(cutMarkdown(plainText(markdown), room));
}
