import { isAwsError, NotSentError } from '@fargate-actions/aws';
import { drive, RefusedError, type Turn } from '@fargate-actions/engine';
import { takeStep } from '../act/act.ts';
import type { Act } from '../act/acts.ts';
import { lookOnce } from '../first-look.ts';
import { GUARDS } from '../guards.ts';
import { observer } from '../look/look.ts';
import { firstMemory, type RunMemory } from '../memory.ts';
import type { Observation } from '../observation.ts';
import type { Step } from '../plan/steps.ts';
import type { Refusal } from '../refusal.ts';
import { refusalsBeside } from '../refusals.ts';
import { remember } from '../remember.ts';
import type { SingletonContext } from '../singleton-context.ts';
import { TIMINGS } from '../timings.ts';
import type { SingletonWanted } from '../wanted.ts';
import { planWaking } from './plan-waking.ts';

/** A singleton without a task that is to get its one again, as the revision that it has. */
export interface SingletonToWake extends Pick<
  SingletonWanted,
  'cluster' | 'service' | 'run' | 'isRedBeat' | 'otherBeatServices' | 'otherBeatFamilies'
> {
  /** It is known to run beat: it is locked, and nothing else may run beat. Of another service only its own tasks count. */
  readonly isBeat: boolean;
}

const WANTED = {
  mode: 'deploy',
  strategy: 'strict',
  strays: 'report',
  forceNewDeployment: false,
  // Longer than the longest stopTimeout of Fargate, which is two minutes.
  drainMinutes: 5,
  // A run that died leaves its lock for as long as its lease lasts: whoever waits longer takes it over.
  conflictMinutes: TIMINGS.lockSeconds / 60 + 5,
  rollout: { waitMinutes: 0, logLines: 0 },
  stopTimeoutSeconds: 0,
} as const satisfies Partial<SingletonWanted>;

/** Why the singleton can't be started now, as one look shows: what runs beat beside it. */
export async function refusedToWake(
  singleton: SingletonToWake,
  context: SingletonContext,
): Promise<readonly Refusal[]> {
  if (!singleton.isBeat) return [];
  const wanted = { ...WANTED, ...singleton };
  return refusalsBeside(await lookOnce(wanted, context), wanted).filter(({ severity }) => severity === 'error');
}

/** So often what would start it was too old by then: AWS, or the runner, is too slow for it. */
const MOST_LOOKS = 10;

/**
 * Has a singleton's one task started, by the guards that keep every call of ours from starting a second.
 *
 * @param start sends what starts it, and has each call confirmed right before it is sent.
 * @throws RefusedError where something else runs what it runs, or another run does not let go of it.
 */
export async function wakeSingleton(
  singleton: SingletonToWake,
  start: (confirm: () => void) => Promise<void>,
  context: SingletonContext,
): Promise<void> {
  const { clock, signal } = context;
  const wanted: SingletonWanted = { ...WANTED, ...singleton };
  const timings = { ...TIMINGS, ...wanted.timings };
  const observing = observer(wanted, GUARDS.lists, context);
  let memory: RunMemory = {
    ...firstMemory(clock.now()),
    isMarkDenied: true,
    ...(!singleton.isBeat && { lock: 'denied' as const }),
  };
  let onlyLock = false;
  let last: Observation | undefined;
  let mayStillArrive = false;

  async function observe(): Promise<{ seen: Observation; step: Step }> {
    let seen = await observing.look(memory, onlyLock);
    let step = planWaking({ seen, wanted, guards: GUARDS, timings }, singleton.isBeat);
    while (step.kind === 'find drained' || step.kind === 'find own lock' || step.kind === 'do without lock') {
      memory = { ...remember(step, seen, wanted), phase: 'draining' };
      seen = { ...seen, memory };
      step = planWaking({ seen, wanted, guards: GUARDS, timings }, singleton.isBeat);
    }
    last = seen;
    onlyLock = step.kind === 'wait' && step.looksAt === 'lock';
    return { seen, step };
  }

  const act = (step: Act, seen: Observation) => async (): Promise<void> => {
    memory = { ...(await takeStep(step, seen, wanted, GUARDS, context)), phase: 'draining' };
  };

  function next({ seen, step }: { seen: Observation; step: Step }): Turn<readonly Refusal[]> {
    switch (step.kind) {
      case 'wait':
        return { kind: 'wait', seconds: step.seconds };
      case 'lock':
        return { kind: 'act', act: act(step, seen) };
      case 'refuse':
        return { kind: 'done', result: step.refusals };
      default:
        return { kind: 'done', result: [] };
    }
  }

  async function wake(): Promise<void> {
    const [refusal] = await drive({ observe, next }, { clock, signal });
    if (refusal) throw new RefusedError(refusal.message, refusal.hint);
    await start(GUARDS.confirms(context.aws, last?.moment ?? context.aws.moment()));
  }

  try {
    for (let looks = 1; ; looks++) {
      try {
        await wake();
        break;
      } catch (error) {
        // The look was too old by then: another may be in time.
        if (!(error instanceof NotSentError) || looks === MOST_LOOKS) throw error;
      }
    }
  } catch (error) {
    // What was sent, and not answered, may arrive late: until then the lock stays, and expires by itself.
    mayStillArrive = isAwsError(error, 'lost') || error instanceof NotSentError;
    throw error;
  } finally {
    if (last && memory.lock === 'held' && !mayStillArrive) {
      await takeStep({ kind: 'unlock' }, last, wanted, GUARDS, context);
    }
  }
}
