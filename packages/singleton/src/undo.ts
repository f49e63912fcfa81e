import { sentAgainWhenLost } from '@fargate-actions/aws';
import { isGood, type Process, type Undo } from '@fargate-actions/engine';
import { fieldsBefore, type ServiceState } from '@fargate-actions/service';
import type { Observation } from './observation.ts';
import { goodRevision } from './plan/plan-checking.ts';
import { revisionArn } from './plan/question.ts';
import { singletonProcess } from './process.ts';
import type { SingletonReport } from './report.ts';
import type { SingletonContext } from './singleton-context.ts';
import type { ServiceUpdate, SingletonWanted } from './wanted.ts';

/** What a run has deployed to a singleton that was there. */
export interface Moved {
  /** What the run wanted, with the revision that it deployed. */
  readonly wanted: SingletonWanted & { readonly taskDefinition: string };
  /** The service, and all that decides what ran of it, before the run. */
  readonly found: ServiceState;
  readonly seen: Observation;
  /** The fields of the service that the run sent. */
  readonly fields: ServiceUpdate;
}

/** The way back of a singleton that was created: there is none. */
export const CREATED: Undo<SingletonReport> = {
  comesLast: true,
  begin: () => Promise.resolve({ nothing: 'this run created it, and there is nothing to go back to' }),
};

/**
 * The way back of a singleton: the same sequence with the revision that ran well before, and with the fields as they were. It
 * goes back when the services have, as it was deployed after them.
 *
 * What another run has taken over, or somebody has deployed since, is left alone.
 */
export function singletonUndo(
  { wanted, found, seen, fields }: Moved,
  context: SingletonContext,
): Undo<SingletonReport> {
  const { forceNewDeployment = false, ...fieldsBack } = fieldsBefore({ ...found, sent: fields });
  const hasFields = Object.keys(fieldsBack).length > 0;
  const isInPlace = hasFields && wanted.update === undefined;

  /** What ran well before: as the sequence found it when its turn came, else as the plan did. */
  function revisionBefore(end: SingletonReport | undefined): string | undefined {
    const current = seen.service?.taskDefinition ?? '';
    const { from } = end?.singleton ?? {};
    return from === undefined ? goodRevision(seen, seen.mark, current) : revisionArn(from, current);
  }

  /** What the sequence does not send: it changes no task. */
  async function restoreInPlace(replaces: readonly string[]): Promise<void> {
    const { aws } = context;
    const { cluster, service } = wanted;
    const now = await aws.services.find(cluster, service);
    if (now?.taskDefinition === undefined || !replaces.includes(now.taskDefinition)) return;
    await sentAgainWhenLost(() => aws.services.update({ ...fieldsBack, cluster, service }));
  }

  return {
    comesLast: true,
    begin: async ({ signal, end }) => {
      if (end?.status === 'superseded') return { process: over(end) };
      const isUntouched = end?.status === 'refused' || end?.status === 'unchanged';
      if (isUntouched && !isInPlace) return undefined;
      const from = revisionBefore(end);
      if (from === undefined) return { nothing: 'no revision is known to have run well before' };
      if (from === wanted.taskDefinition && !hasFields)
        return wanted.forceNewDeployment
          ? { nothing: 'the revision before is the same, and only its image has moved' }
          : undefined;
      const replaces = [wanted.taskDefinition, from];
      if (isInPlace) await restoreInPlace(replaces);
      // Where the sequence has gone back by itself, the fields went back with it.
      const isBack = end?.status === 'rolled-back';
      const update = wanted.update && !isBack ? { to: fieldsBack, back: wanted.update.to } : undefined;
      const wantedBack: SingletonWanted = {
        ...wanted,
        taskDefinition: from,
        update,
        forceNewDeployment: forceNewDeployment && update !== undefined,
        replaces,
      };
      return { process: putBack(singletonProcess(wantedBack, { ...context, signal })) };
    },
  };
}

/** A process that is over already. */
function over(end: SingletonReport): Process<unknown, SingletonReport> {
  return { observe: () => Promise.resolve(end), next: () => ({ kind: 'done', result: end }) };
}

/** Ends with what became of going back. */
function putBack(process: Process<unknown, SingletonReport>): Process<unknown, SingletonReport> {
  return {
    ...process,
    next: (seen) => {
      const turn = process.next(seen);
      if (turn.kind !== 'done' || !isGood(turn.result.status)) return turn;
      return { kind: 'done', result: { ...turn.result, statusText: 'put back' } };
    },
  };
}
