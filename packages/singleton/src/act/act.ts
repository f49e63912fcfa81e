import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { AwsError, isAwsError, NotSentError } from '@fargate-actions/aws';
import type { Cause } from '@fargate-actions/plan';
import { REPLACING_TAG, revisionName } from '@fargate-actions/service';
import type { Guards } from '../guards.ts';
import { markText } from '../mark.ts';
import type { LostWrite, RunMemory } from '../memory.ts';
import type { Observation } from '../observation.ts';
import { primaryOf } from '../plan/surroundings.ts';
import type { Remembered, Step } from '../plan/steps.ts';
import { lastStart } from '../quiet.ts';
import { settingsInput, wrongSettings } from '../settings.ts';
import type { SingletonSurroundings } from '../surroundings.ts';
import { RENEWAL_CONFIRM_SECONDS } from '../timings.ts';
import { taskId } from '../tasks.ts';
import type { SingletonWanted } from '../wanted.ts';
import { LOST_LOCK, releaseLock, renewLock, takeLock } from './lock.ts';

/** A step that calls AWS. */
export type Act = Exclude<Step, Remembered | { readonly kind: 'wait' | 'done' }>;

/** Takes one step, and gives what the run remembers then. */
export async function takeStep(
  step: Act,
  seen: Observation,
  wanted: SingletonWanted,
  guards: Guards,
  surroundings: SingletonSurroundings,
): Promise<RunMemory> {
  try {
    const next = await call(step, seen, wanted, guards, surroundings);
    // What can't be done goes on failing, however often the lock is renewed meanwhile.
    return { ...next, ...(step.kind !== 'renew lock' && { failures: 0 }) };
  } catch (error) {
    return afterError(step, error, seen, wanted, surroundings);
  }
}

async function call(
  step: Act,
  seen: Observation,
  wanted: SingletonWanted,
  guards: Guards,
  surroundings: SingletonSurroundings,
): Promise<RunMemory> {
  const { aws, clock } = surroundings;
  const { memory, service } = seen;
  const { cluster, service: name } = wanted;
  const arn = service?.serviceArn ?? '';
  const did = (what: string): Pick<RunMemory, 'did'> => ({ did: [...memory.did, what] });
  const settings = service ? settingsInput(service, guards.settings) : {};
  const confirm = guards.confirms(aws, seen.moment);
  const update = (input: Omit<UpdateServiceCommandInput, 'service'>) =>
    aws.services.update({ cluster, service: name, ...settings, ...input }, { confirm });
  const others = memory.isGoingBack ? wanted.update?.back : wanted.update?.to;
  switch (step.kind) {
    case 'fix settings': {
      await update({ ...(step.desiredCount !== undefined && { desiredCount: step.desiredCount }) });
      const wrong = service ? wrongSettings(service, guards.settings) : [];
      const changes = wrong.map((setting) => `${setting.name} ${setting.is} -> ${setting.becomes}`);
      if (step.desiredCount !== undefined)
        changes.unshift(`desiredCount ${service?.desiredCount ?? 0} -> ${step.desiredCount}`);
      return { ...memory, ...did(`set ${changes.join(', ')}`) };
    }
    case 'remove scalable target':
      await aws.scalableTargets.deregister(cluster, name);
      return { ...memory, ...did('removed the scalable target, its policies and its scheduled actions') };
    case 'stop strays': {
      for (const { arn: task } of step.tasks)
        await aws.tasks.stop(
          cluster,
          task,
          `Only the service ${name} may run beat (fargate-actions, ${wanted.run})`.slice(0, 255),
        );
      const stopped = step.tasks.map((task) => `${taskId(task)} (${revisionName(task.taskDefinition)})`);
      return {
        ...memory,
        strayStops: [...memory.strayStops, ...step.tasks.map(({ arn: task }) => task)],
        ...did(`stopped the stray beat ${stopped.join(', ')}`),
      };
    }
    case 'lock': {
      const generation = await takeLock(wanted, seen.lock, surroundings, confirm);
      if (generation === undefined) return memory;
      return { ...memory, lock: 'held', lockGeneration: generation, lockedAt: seen.at };
    }
    case 'renew lock': {
      const confirmed = guards.confirms(aws, seen.moment, RENEWAL_CONFIRM_SECONDS);
      const isOurs = await renewLock(wanted, memory.lockGeneration, surroundings, confirmed);
      return { ...memory, ...(isOurs ? { lockedAt: seen.at } : { lock: 'lost' as const }) };
    }
    case 'mark': {
      const mark = { ...step.mark, run: wanted.run, at: clock.now() };
      await aws.services.tag(arn, { [REPLACING_TAG]: markText(mark) }, { confirm });
      return { ...memory, mark: { ...mark, writtenAt: clock.now() } };
    }
    case 'drain': {
      const { isForced, taskDefinition } = step;
      const drained = await update({
        ...others,
        desiredCount: 0,
        ...(isForced && { forceNewDeployment: true }),
        ...(taskDefinition !== undefined && { taskDefinition }),
      });
      const startsNothing = isForced || taskDefinition !== undefined || others !== undefined || wanted.isNew === true;
      const own = startsNothing ? drained.deployments?.find(({ status }) => status === 'PRIMARY')?.id : undefined;
      return {
        ...memory,
        drainedAt: clock.now(),
        drains: memory.drains + 1,
        lastStartAt: lastStart(drained, own),
      };
    }
    case 'start': {
      const started = beforeStart(seen);
      // Never with forceNewDeployment: arriving twice, or late, it changes nothing then.
      await update({ ...(wanted.strategy === 'ecs' && others), desiredCount: 1, taskDefinition: step.taskDefinition });
      return { ...started, phase: 'watching', phaseAt: clock.now(), startedAt: clock.now() };
    }
    case 'unmark':
      await aws.services.untag(arn, [REPLACING_TAG], { confirm });
      return { ...memory, isUnmarked: true };
    case 'unlock':
      await releaseLock(wanted, memory.lockGeneration, surroundings);
      return { ...memory, isUnlocked: true };
  }
}

/** What the failures and successes of a start are told from. */
function beforeStart(seen: Observation): RunMemory {
  const { memory } = seen;
  const tasks = seen.tasks.map(({ arn }) => arn);
  const oldTasks = memory.oldTasks.length > 0 ? memory.oldTasks : tasks;
  return { ...memory, starts: memory.starts + 1, before: { tasks, deployment: primaryOf(seen)?.id }, oldTasks };
}

/** So often in a row a write may fail for a passing reason. */
const MOST_FAILURES = 20;

/**
 * So many writes may be lost that were not seen to have happened. Each is waited for until it can't arrive any longer, which
 * takes minutes, and the lock that is renewed meanwhile makes them no row.
 */
const MOST_LOST = 5;

/**
 * What a failed write means: one that was lost may have happened, or may yet; one that was throttled did not, and is
 * decided anew; one that was refused never will.
 *
 * @throws what no later step could mend.
 */
async function afterError(
  step: Act,
  error: unknown,
  seen: Observation,
  wanted: SingletonWanted,
  { clock, aws }: SingletonSurroundings,
): Promise<RunMemory> {
  const { memory } = seen;
  const failed: RunMemory = { ...memory, failures: memory.failures + 1 };
  if (error instanceof NotSentError) {
    if (failed.failures > MOST_FAILURES && !isStopped(seen, wanted)) throw tooSlow(error);
    return failed;
  }
  if (!isAwsError(error)) throw error;
  if (error.kind === 'lost') {
    if (failed.failures > MOST_FAILURES || memory.lost.length >= MOST_LOST) throw error;
    await clock.sleep(1);
    return lost(step, failed, seen, clock.now());
  }
  if (error.kind === 'throttled') {
    if (failed.failures > MOST_FAILURES) throw error;
    await clock.sleep(2);
    return failed;
  }
  const cause: Cause = {
    kind: error.kind,
    summary: error.message,
    ...(error.hint !== undefined && { hint: error.hint }),
  };
  switch (step.kind) {
    case 'mark':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, 'A run that is killed half-way leaves no mark: the next one does not know.');
      return { ...memory, isMarkDenied: true };
    case 'unmark':
      aws.gaps.note(error, 'The mark of the replacement is left on the service.');
      return { ...memory, isUnmarked: true };
    case 'unlock':
      return { ...memory, isUnlocked: true };
    case 'start':
      // Refused for what it asks for: the revision before may still be started.
      if (memory.isGoingBack || memory.good === undefined || error.kind === 'credentials') break;
      return { ...memory, phase: 'draining', isGoingBack: true, cause, target: memory.good };
    case 'lock':
    case 'renew lock':
      if (error.kind !== 'denied') break;
      aws.gaps.note(error, LOST_LOCK);
      return { ...memory, lock: 'denied' };
    default:
  }
  throw error;
}

/** Whether beat was stopped a short time ago: it is tried for longer to start it again. */
function isStopped({ memory, at }: Observation, { drainMinutes }: SingletonWanted): boolean {
  return memory.drainedAt !== undefined && at - memory.drainedAt < drainMinutes * 60_000;
}

/** Every look was old before what rests on it was sent. */
function tooSlow(cause: NotSentError): AwsError {
  return new AwsError(
    {
      kind: 'lost',
      operation: 'ecs:UpdateService',
      code: 'NotSent',
      message: `AWS answers too slowly to replace the task safely: ${cause.message}`,
      hint: 'Nothing was sent by an old look. Run it again when AWS, or the runner, is faster: it goes on from here.',
    },
    cause,
  );
}

/** A lost write is remembered until it can't arrive any more, and what it may have done is looked for. */
function lost(step: Act, memory: RunMemory, seen: Observation, at: number): RunMemory {
  const write = (kind: LostWrite['kind'], taskDefinition?: string): LostWrite => ({
    kind,
    ...(taskDefinition !== undefined && { taskDefinition }),
    desiredBefore: seen.service?.desiredCount ?? 0,
    at,
  });
  if (step.kind === 'drain') return { ...memory, lost: [...memory.lost, write('drain')] };
  // Late, and after desired 0, it starts a task as a start does.
  if (step.kind === 'fix settings' && step.desiredCount !== undefined)
    return { ...memory, lost: [...memory.lost, write('start', seen.service?.taskDefinition)] };
  if (step.kind !== 'start') return memory;
  const { starts, before, oldTasks } = beforeStart(seen);
  const started = { starts, before, oldTasks };
  return {
    ...memory,
    lost: [...memory.lost, write('start', step.taskDefinition)],
    ...started,
    phase: 'watching',
    phaseAt: at,
  };
}
