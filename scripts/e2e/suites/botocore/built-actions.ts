import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writesAmong } from '../../../runner/emulated-aws.ts';
import { runStep, type StepResult } from '../../../runner/run-action.ts';
import { failed, passed, type Check } from '../../checks.ts';
import { startObservedAws, type ObservedAws } from '../../observed-aws.ts';
import type { Recording } from '../../recording.ts';
import { builtIn } from '../../tools/built-actions.ts';
import { runs, type Run } from './runs.ts';
import { writeWorkspace } from './workspace.ts';

const repository = join(import.meta.dirname, '..', '..', '..', '..');
const actions = [...new Set(runs.map(({ action }) => action))];

/** Fast enough that a rollout takes seconds, and slow enough that its steps are seen one by one. */
const SPEED = 120;

/** What the runner would start. */
export const builtActions = builtIn(actions);

/** Runs the built actions, the way the runner runs them, against an account that is recorded. */
export async function* runsOfBuiltActions(recording: Recording): AsyncIterable<Check> {
  const [aws, temp] = await Promise.all([
    startObservedAws('built actions', SPEED, recording),
    mkdtemp(join(tmpdir(), 'fargate-actions-e2e-')),
  ]);
  const workspace = join(temp, 'workspace');
  try {
    await writeWorkspace(workspace);
    let rendered: string | undefined;
    for (const run of runs) {
      if (run.scenario) await aws.change(run.scenario);
      const before = (await aws.requests()).length;
      const result = await runStep({
        action: join(repository, 'actions', run.action),
        with: { ...run.with, ...(run.takesRendered && rendered !== undefined && { 'task-definitions': rendered }) },
        workspace,
        temp: join(temp, 'runner'),
        env: aws.env,
      });
      rendered = result.outputs['task-definitions'];
      yield checked(run, result, await writesSince(aws, before));
    }
  } finally {
    await aws.close();
    await rm(temp, { recursive: true, force: true });
  }
}

async function writesSince(aws: ObservedAws, before: number): Promise<string[]> {
  const requests = (await aws.requests()).slice(before);
  return writesAmong(requests).map(({ service, operation }) => `${service}:${operation}`);
}

function checked(run: Run, { exitCode, outputs, log }: StepResult, writes: readonly string[]): Check {
  const cause = outputs['failure-cause'] ?? '';
  const wrong = [
    ...(exitCode === run.exitCode ? [] : [`ended with ${exitCode}, must be ${run.exitCode}`]),
    ...(run.status === undefined || run.status === outputs['status']
      ? []
      : [`status is ${String(outputs['status'])}, must be ${run.status}`]),
    ...(cause.includes(run.cause ?? '') ? [] : [`failure-cause is ${JSON.stringify(cause)}, must have ${run.cause}`]),
    ...(run.isReadOnly && writes.length > 0 ? [`wrote: ${writes.join(', ')}`] : []),
  ];
  const name = `${run.action} ${run.name}`;
  return wrong.length === 0 ? passed(name) : failed(name, ...wrong, ...log.trimEnd().split('\n').slice(-LOG_LINES));
}

/** As much of a failed run's log as is worth reading here. */
const LOG_LINES = 25;
