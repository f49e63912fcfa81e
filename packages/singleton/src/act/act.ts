import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { REPLACING_TAG, revisionName } from '@fargate-actions/service';
import type { Guards } from '../guards.ts';
import { markText } from '../mark.ts';
import type { RunMemory } from '../memory.ts';
import type { Observation } from '../observation.ts';
import { lastStart } from '../quiet.ts';
import { settingsInput, wrongSettings } from '../settings.ts';
import type { SingletonContext } from '../singleton-context.ts';
import { RENEWAL_CONFIRM_SECONDS } from '../timings.ts';
import { taskId } from '../tasks.ts';
import type { SingletonWanted } from '../wanted.ts';
import type { Act } from './acts.ts';
import { afterError } from './after-error.ts';
import { beforeStart } from './before-start.ts';
import { LOST_MARK, markNotShown } from './lost-mark.ts';
import { releaseLock, renewLock, takeLock } from './lock.ts';

/** Takes one step, and gives what the run remembers then. */
export async function takeStep(
  step: Act,
  seen: Observation,
  wanted: SingletonWanted,
  guards: Guards,
  context: SingletonContext,
): Promise<RunMemory> {
  try {
    const next = await call(step, seen, wanted, guards, context);
    // What can't be done goes on failing, however often the lock is renewed meanwhile.
    return { ...next, ...(step.kind !== 'renew lock' && { failures: 0 }) };
  } catch (error) {
    return afterError(step, error, seen, wanted, context);
  }
}

async function call(
  step: Act,
  seen: Observation,
  wanted: SingletonWanted,
  guards: Guards,
  context: SingletonContext,
): Promise<RunMemory> {
  const { aws, clock } = context;
  const { memory, service } = seen;
  const { cluster, service: name } = wanted;
  const arn = service?.serviceArn ?? '';
  const completing = (what: string): Pick<RunMemory, 'completedWrites'> => ({
    completedWrites: [...memory.completedWrites, what],
  });
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
      return { ...memory, ...completing(`set ${changes.join(', ')}`) };
    }
    case 'remove scalable target':
      await aws.scalableTargets.deregister(cluster, name);
      return { ...memory, ...completing('removed the scalable target, its policies and its scheduled actions') };
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
        ...completing(`stopped the stray beat ${stopped.join(', ')}`),
      };
    }
    case 'lock': {
      const generation = await takeLock(wanted, seen.lock, context, confirm);
      if (generation === undefined) return memory;
      return { ...memory, lock: 'held', lockGeneration: generation, lockedAt: seen.at };
    }
    case 'renew lock': {
      const confirmed = guards.confirms(aws, seen.moment, RENEWAL_CONFIRM_SECONDS);
      const isOurs = await renewLock(wanted, memory.lockGeneration, context, confirmed);
      return { ...memory, ...(isOurs ? { lockedAt: seen.at } : { lock: 'lost' as const }) };
    }
    case 'mark': {
      const mark = { ...step.mark, run: wanted.run, at: clock.now() };
      await aws.services.tag(arn, { [REPLACING_TAG]: markText(mark) }, { confirm });
      return { ...memory, mark: { ...mark, writtenAt: clock.now() }, marks: memory.marks + 1 };
    }
    case 'do without mark':
      aws.gaps.note(markNotShown(name, memory.marks), LOST_MARK);
      return { ...memory, isMarkDenied: true };
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
      await releaseLock(wanted, memory.lockGeneration, context);
      return { ...memory, isUnlocked: true };
  }
}
