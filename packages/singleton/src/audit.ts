import { revisionName } from '@fargate-actions/service';
import { lockName } from './act/lock.ts';
import { lookOnce } from './first-look.ts';
import { GUARDS } from './guards.ts';
import type { Observation } from './observation.ts';
import { primaryOf } from './plan/question.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOf, SHORT_ARN } from './refusals.ts';
import { wrongSettings } from './settings.ts';
import type { SingletonContext } from './singleton-context.ts';
import { aliveStrays, notStopped, taskId } from './tasks.ts';
import { TIMINGS, type SingletonTimings } from './timings.ts';
import type { SingletonWanted } from './wanted.ts';

/** What an audit found; nothing was changed. */
export interface SingletonAudit {
  readonly service: string;
  readonly cluster: string;
  /** `replacing`: a run is at work on it, and answers for what shows. */
  readonly status: 'ok' | 'broken' | 'replacing' | 'off-hours';
  /** What breaks the rule (errors), and what should be known. */
  readonly findings: readonly Refusal[];
  readonly taskDefinition?: string;
  /** Tasks of the service whose containers may run. */
  readonly running: number;
  readonly wantedCount: 0 | 1;
  /** Beat tasks that should not be there, by id. */
  readonly duplicates: readonly string[];
}

/**
 * Looks once at a singleton, and says whether exactly one beat runs and can only be one.
 *
 * @throws AwsError where what it can't do without is denied.
 */
export async function auditSingleton(wanted: SingletonWanted, context: SingletonContext): Promise<SingletonAudit> {
  return auditOf(await lookOnce(wanted, context), { ...wanted, mode: 'deploy', strays: 'report' });
}

/** What one look at a singleton means: pure. */
export function auditOf(seen: Observation, wanted: SingletonWanted): SingletonAudit {
  const timings = { ...TIMINGS, ...wanted.timings };
  const { service, isOffHours } = seen;
  const isAtWork = seen.lock.kind === 'held' && nowOf(seen) < seen.lock.writtenAt + timings.lockSeconds * 1000;
  const running = runningTasks(seen);
  const broken: Refusal[] = [
    ...refusalsOf(seen, wanted).map((refusal) => (refusal.rule === SHORT_ARN ? asWarning(refusal) : refusal)),
    ...(service ? [...ofSettings(seen, wanted), ...ofCount(seen, wanted, isAtWork, timings)] : []),
  ];
  const findings = isAtWork ? [atWork(seen, wanted), ...broken.map(asWarning)] : broken;
  const isBroken = findings.some(({ severity }) => severity === 'error');
  const quiet = isOffHours ? 'off-hours' : 'ok';
  return {
    service: wanted.service,
    cluster: wanted.cluster,
    status: isBroken ? 'broken' : isAtWork ? 'replacing' : quiet,
    findings,
    ...(service?.taskDefinition !== undefined && { taskDefinition: service.taskDefinition }),
    running: running.length,
    wantedCount: isOffHours ? 0 : 1,
    duplicates: [...running.slice(1), ...aliveStrays(seen)].map(taskId),
  };
}

/** A runner's clock may be a minute off. Source: contracts.md, "The emulator". */
const RUNNERS_CLOCK_MS = 60_000;

/**
 * A moment that has surely passed. Where nothing happens any more no answer tells how late it is, and an audit does not
 * wait: so the runner's clock is asked as well, by which nothing is ever stopped or started.
 */
const nowOf = ({ awsAt, at }: Observation): number => Math.max(awsAt, at - RUNNERS_CLOCK_MS);

const runningTasks = ({ tasks }: Observation) =>
  notStopped(tasks).filter(
    ({ startedAt, executionStoppedAt }) => startedAt !== undefined && executionStoppedAt === undefined,
  );

function ofSettings({ service }: Observation, wanted: SingletonWanted): Refusal[] {
  if (!service) return [];
  return wrongSettings(service, GUARDS.settings).map(({ name, is, becomes }) => ({
    severity: 'error',
    rule: 'singleton/settings',
    message: `${wanted.service} has ${name} ${is}; of a singleton it is ${becomes}.`,
    hint: 'Run `mode: enforce`, which sets it without a deployment.',
  }));
}

/** Missing, doubled, or half-way replaced by a run that died. */
function ofCount(seen: Observation, wanted: SingletonWanted, isAtWork: boolean, timings: SingletonTimings): Refusal[] {
  const { service, mark, isOffHours } = seen;
  const running = runningTasks(seen);
  const wantedCount = isOffHours ? 0 : 1;
  const found: Refusal[] = [];
  const error = (rule: string, message: string, hint: string): void => {
    found.push({ severity: 'error', rule, message, hint });
  };
  if (mark && !isAtWork) {
    const isOld = nowOf(seen) >= mark.at + timings.lockSeconds * 1000;
    error(
      'singleton/left-half-way',
      `The run ${mark.run} began to replace ${mark.from || 'nothing'} by ${mark.to} and did not end.`,
      isOld
        ? 'Run `mode: enforce`: it ends at exactly one beat.'
        : 'It may still be at work. Run `mode: enforce`: it waits for it, or ends what it began.',
    );
  }
  const desired = service?.desiredCount ?? 0;
  if (desired !== wantedCount && !mark)
    error(
      'singleton/desired-count',
      isOffHours
        ? `${wanted.service} is in its off-hours, and its desired count is ${desired}.`
        : `The desired count of ${wanted.service} is ${desired}; of a singleton it is 1.`,
      'Run `mode: enforce`.',
    );
  if (running.length > 1)
    error(
      'singleton/doubled',
      `${running.length} beats of ${wanted.service} run: ${running.map((task) => `${taskId(task)} (${revisionName(task.taskDefinition)})`).join(', ')}.`,
      'Every schedule fires more than once. Run `mode: enforce`.',
    );
  if (running.length < wantedCount && desired === wantedCount)
    error(
      'singleton/missing',
      `No beat of ${wanted.service} runs: ${whyMissing(seen)}.`,
      'Nothing is scheduled. Look at the events of the service; deploy a revision that works with `mode: deploy`.',
    );
  return found;
}

function whyMissing(seen: Observation): string {
  const waiting = notStopped(seen.tasks).map((task) => `the task ${taskId(task)} is ${task.lastStatus}`);
  if (waiting.length > 0) return waiting.join(', ');
  return primaryOf(seen)?.rolloutStateReason ?? 'it has no task';
}

function atWork({ lock }: Observation, wanted: SingletonWanted): Refusal {
  const { owner, generation } = lock.kind === 'held' ? lock : { owner: '', generation: 1 };
  return {
    severity: 'warning',
    rule: 'singleton/at-work',
    message: `The run ${owner} is replacing ${wanted.service} now.`,
    hint: `What shows meanwhile is its business. The lock is the SSM parameter ${lockName(wanted, generation)}.`,
  };
}

const asWarning = (refusal: Refusal): Refusal => ({ ...refusal, severity: 'warning' });
