import { begunBy, following, type RolloutObserver } from '@fargate-actions/service';
import type { Observation } from '../observation.ts';
import { primaryOf } from '../plan/question.ts';
import type { SingletonContext } from '../singleton-context.ts';
import type { SingletonWanted } from '../wanted.ts';

/**
 * Looks at a rollout as packages/service does, from the first sign that a new task failed: what costs calls and explains
 * failures is not asked for while all goes well.
 */
export function watchRollout(
  wanted: SingletonWanted,
  { aws, clock, signal }: SingletonContext,
): (seen: Observation) => Promise<Observation['rollout']> {
  const tasks = wanted.rollout.failFastAfter === 0 ? Number.POSITIVE_INFINITY : 2 * (wanted.rollout.failFastAfter ?? 1);
  const patience = { tasks, onFailure: 'rollback' } as const;
  let watched: { readonly deployment: string; readonly observer: RolloutObserver } | undefined;

  return async (seen) => {
    const { service, memory } = seen;
    const primary = primaryOf(seen);
    if (memory.phase !== 'watching' || !service || !primary?.id || primary.taskDefinition !== memory.target)
      return undefined;
    const hasStopped = seen.tasks.some(
      ({ arn, lastStatus, taskDefinition }) =>
        lastStatus === 'STOPPED' && taskDefinition === memory.target && !memory.before.tasks.includes(arn),
    );
    if (!hasStopped && primary.rolloutState !== 'FAILED') return undefined;
    const { causeOf, decide, rolloutObserver } = await following();
    if (watched?.deployment !== primary.id) {
      const begun = begunBy(service, wanted.cluster, memory.good);
      if (!begun) return undefined;
      const { logLines } = wanted.rollout;
      watched = {
        deployment: primary.id,
        observer: rolloutObserver(begun, patience, { aws, clock, logLines, signal }),
      };
    }
    const rollout = await watched.observer.look(true);
    const verdict = decide(rollout, patience);
    return { verdict, cause: verdict.kind === 'succeeded' ? undefined : causeOf(rollout) };
  };
}
