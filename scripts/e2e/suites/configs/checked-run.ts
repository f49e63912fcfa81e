import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runStep, type StepResult } from '../../../runner/run-action.ts';
import { failed, passed, type Check } from '../../checks.ts';
import type { Found, StackAccount } from './stack-account.ts';
import { planProblems, sameProblems, type PlannedChange } from './as-planned.ts';

const repository = join(import.meta.dirname, '..', '..', '..', '..');

/** A run of an action that configures, and what must come of it. */
export interface ConfigRun {
  readonly name: string;
  readonly action: 'scale-config' | 'monitor-config';
  readonly with: Readonly<Record<string, string>>;
  /** Texts of the stack's files that are put differently: [path in `deploy/`, what it says, what it is to say]. */
  readonly edits?: readonly (readonly [path: string, from: string, to: string])[];
  /** What boto3 is asked for. */
  readonly reads: { readonly kind: string; readonly environment: 'base' | 'staging' };
  readonly status: 'applied' | 'unchanged';
  /** The operations that write, each as often as it is sent, in the order of the alphabet. */
  readonly writes: readonly string[];
  /** What boto3 must read afterwards, worked out by hand: parts of it by address; null where nothing may be. */
  readonly leaves?: Readonly<Record<string, unknown>>;
  /** Afterwards all is as it was after the run of this name. */
  readonly leavesAsAfter?: string;
  /** AWS can do what moto can't: what moto has otherwise than the plan said, by address and path, with the reason. */
  readonly otherwiseInMoto?: Readonly<Record<string, string>>;
}

/**
 * Plans, applies and reads: boto3 must find what the plan had said.
 *
 * @param after what was found after each run, by its name; this run's is added.
 */
export async function checkedRun(account: StackAccount, run: ConfigRun, after: Map<string, Found>): Promise<Check> {
  const workspace = await workspaceOf(account, run);
  const step = (more: Readonly<Record<string, string>>): Promise<StepResult> =>
    runStep({
      action: join(repository, 'actions', run.action),
      with: { ...run.with, ...more },
      workspace,
      temp: join(account.temp, 'runner'),
      env: account.env,
    });
  account.writes();
  const planned = await step({ 'dry-run': 'true' });
  const writesOfPlan = account.writes();
  const result = await step({});
  const writes = account.writes().toSorted();
  const found = await account.read(run.reads.kind, run.reads.environment);
  after.set(run.name, found);
  const changes = JSON.parse(planned.outputs['changes'] ?? '[]') as PlannedChange[];
  const wrong = [
    ...ended(planned, 'planned').map((line) => `its dry run ${line}`),
    ...writesOfPlan.map((name) => `its dry run called ${name}`),
    ...ended(result, run.status),
    ...sameProblems(writes, run.writes.toSorted(), 'the calls that write'),
    ...planProblems(changes, found, Object.keys(run.otherwiseInMoto ?? {})),
    ...leftProblems(run, found, after),
  ];
  const name = `${run.action} ${run.name}`;
  const reasons = [...new Set(Object.values(run.otherwiseInMoto ?? {}))].map(
    (reason) => `otherwise in moto: ${reason}`,
  );
  return wrong.length === 0
    ? passed(name, [`${changes.length} changes as planned`, ...reasons].join('; '))
    : failed(name, ...wrong);
}

/** As much of a failed run's log as is worth reading here. */
const LOG_LINES = 25;

async function workspaceOf({ temp }: StackAccount, { edits = [] }: ConfigRun): Promise<string> {
  const workspace = join(temp, 'workspace');
  await rm(workspace, { recursive: true, force: true });
  await cp(join(repository, 'examples', 'amply', 'deploy'), join(workspace, 'deploy'), { recursive: true });
  for (const [path, from, to] of edits) {
    const file = join(workspace, 'deploy', path);
    const before = await readFile(file, 'utf8');
    if (!before.includes(from)) throw new Error(`${path} does not say ${from}.`);
    await writeFile(
      file,
      before.replace(from, () => to),
    );
  }
  return workspace;
}

function ended({ exitCode, outputs, log }: StepResult, status: string): string[] {
  if (exitCode === 0 && outputs['status'] === status) return [];
  const last = log.trimEnd().split('\n').slice(-LOG_LINES);
  return [`ended with ${exitCode} and ${String(outputs['status'])}, must be ${status}`, ...last];
}

function leftProblems(
  { leaves = {}, leavesAsAfter }: ConfigRun,
  found: Found,
  after: ReadonlyMap<string, Found>,
): string[] {
  const asBefore = leavesAsAfter === undefined ? undefined : after.get(leavesAsAfter);
  if (leavesAsAfter !== undefined && asBefore === undefined) return [`there was no run ${leavesAsAfter}`];
  return [
    ...Object.keys({ ...found, ...asBefore }).flatMap((address) =>
      asBefore ? sameProblems(found[address], asBefore[address], address) : [],
    ),
    ...Object.entries(leaves).flatMap(([address, part]) =>
      part === null
        ? sameProblems(found[address], undefined, address)
        : Object.entries(part as object).flatMap(([field, value]) =>
            sameProblems(
              (found[address] as Record<string, unknown> | undefined)?.[field],
              value,
              `${address}: ${field}`,
            ),
          ),
    ),
  ];
}
