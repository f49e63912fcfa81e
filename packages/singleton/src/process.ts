import { revisionName } from '@fargate-actions/service';
import type { Process, Turn } from '@fargate-actions/engine';
import { takeStep } from './act/act.ts';
import type { Act } from './act/acts.ts';
import { debugLine } from './debug-line.ts';
import { GUARDS } from './guards.ts';
import { observer } from './look/look.ts';
import { firstMemory, type RunMemory } from './memory.ts';
import type { Observation } from './observation.ts';
import { planSingleton } from './plan/plan-singleton.ts';
import type { Remembered, Step } from './plan/steps.ts';
import { remember } from './remember.ts';
import { reportOf, type SingletonReport } from './report.ts';
import { taskId } from './tasks.ts';
import type { SingletonParts } from './parts.ts';
import type { SingletonContext } from './singleton-context.ts';
import type { SingletonWanted } from './wanted.ts';

/** One look, and what is to be done then. */
interface Looked {
  readonly seen: Observation;
  readonly step: Exclude<Step, Remembered>;
}

const PARTS: SingletonParts = { guards: GUARDS, plan: planSingleton, act: takeStep };

/**
 * Keeps a service a singleton: deploys a revision of it, or repairs it, so that no call of ours ever starts a second task.
 *
 * Run it with `drive` of packages/aws; it ends with what is told of it, and success or not. Cancelled in the middle it
 * leaves mark and lock, by which a post step with the same `wanted.run`, the next run or an audit goes on from there.
 *
 * @throws AwsError where AWS denies what it can't do without, before anything is written, or credentials have expired.
 */
export function singletonProcess(
  wanted: SingletonWanted,
  context: SingletonContext,
  parts: Partial<SingletonParts> = {},
): Process<Looked, SingletonReport> {
  const { guards, plan, act: take } = { ...PARTS, ...parts };
  const { clock, progress, debug } = context;
  const startedAt = clock.now();
  const observing = observer(wanted, guards.lists, context);
  let memory: RunMemory = firstMemory(startedAt);
  let last: Observation | undefined;
  let told = '';
  let onlyLock = false;

  function planned(seen: Observation): Step {
    const step = plan(seen, wanted, guards);
    debug?.(debugLine(wanted.service, seen, step));
    return step;
  }

  function tell(step: Exclude<Step, Remembered>): void {
    const says = saidOf(step);
    if (says === undefined || says === told) return;
    told = says;
    progress?.({ service: wanted.service, elapsedSeconds: (clock.now() - startedAt) / 1000, says });
  }

  function turnOf({ seen, step }: Looked): Turn<SingletonReport> {
    if (step.kind === 'wait') return { kind: 'wait', seconds: step.seconds };
    if (step.kind === 'done') return { kind: 'done', result: reportOf(seen, wanted, step.end) };
    return {
      kind: 'act',
      act: async () => {
        memory = await take(step, seen, wanted, guards, context);
      },
    };
  }

  return {
    observe: async () => {
      let seen = await observing.look(memory, onlyLock);
      let step = planned(seen);
      for (let count = 0; isRemembered(step); count++) {
        if (count > MOST_STEPS) throw new Error(`The plan of the singleton goes in circles: ${step.kind}.`);
        memory = remember(step, seen, wanted);
        seen = { ...seen, memory };
        step = planned(seen);
      }
      last = seen;
      onlyLock = step.kind === 'wait' && step.looksAt === 'lock';
      tell(step);
      return { seen, step };
    },
    next: turnOf,
    cancelled: () => Promise.resolve(reportOf(last, wanted, { status: 'cancelled', cause: cancelledCause(memory) })),
  };
}

const MOST_STEPS = 20;

/** What is about to be done, in words for the log; nothing where it is not worth a line. */
function saidOf(step: Exclude<Step, Remembered>): string | undefined {
  switch (step.kind) {
    case 'wait':
      return `waits for ${step.for}`;
    case 'fix settings':
      return 'sets what a singleton needs';
    case 'remove scalable target':
      return 'removes what scales it';
    case 'stop strays':
      return `stops ${step.tasks.map(taskId).join(', ')}, which runs beat and is not the service's`;
    case 'lock':
      return step.takesOverFrom === undefined ? 'takes the lock' : `takes the lock over from ${step.takesOverFrom}`;
    case 'mark':
      return `marks the service: ${step.mark.from || 'nothing'} -> ${step.mark.to}`;
    case 'do without mark':
      return 'goes on without the mark, which does not stay on the service';
    case 'drain':
      return 'sets the desired count to 0';
    case 'start':
      return `starts ${revisionName(step.taskDefinition)}`;
    case 'unmark':
      return 'takes the mark away';
    case 'unlock':
      return 'gives the lock back';
    case 'renew lock':
    case 'done':
      return undefined;
  }
}

function isRemembered(step: Step): step is Remembered {
  switch (step.kind) {
    case 'refuse':
    case 'do without lock':
    case 'find own lock':
    case 'begin':
    case 'go on draining':
    case 'find drained':
    case 'find started':
    case 'restore':
    case 'end':
      return true;
    default:
      step satisfies Act | { kind: 'wait' | 'done' };
      return false;
  }
}

function cancelledCause({ phase, mark }: RunMemory) {
  const isHalfWay = phase !== 'checking' && mark !== undefined;
  return {
    kind: 'cancelled',
    summary: 'the run was cancelled',
    hint: isHalfWay
      ? 'Mark and lock are left: the post step, the next run or `mode: enforce` goes on from here.'
      : 'Nothing was changed.',
  };
}
