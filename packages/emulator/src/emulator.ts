import { Delayed, Fault } from './fault.ts';
import { operations } from './services/index.ts';
import { answerAsBefore } from './world/answer-as-before.ts';
import { answerWithFault, matchingFault, refusal } from './world/call-faults.ts';
import { pushMetric, type MetricPush } from './services/cloudwatch/behaviour/metrics.ts';
import { copyOf } from './world/copy.ts';
import { withoutPageToken } from './world/endless-pages.ts';
import { checkInput } from './services/ecs/operations/check-input.ts';
import type { Caller } from './world/operation.ts';
import { changedScenario, type ScenarioChange } from './world/scenario.ts';
import { planHappenings } from './world/happenings.ts';
import { StaleReads } from './world/stale-reads.ts';
import {
  emptyWorld,
  secondsOf,
  type RequestRecord,
  type Transition,
  type World,
  type WorldOptions,
} from './world/world.ts';

export interface EmulatorOptions extends WorldOptions {
  /** An account that exists already; the other options are then its own. */
  readonly world?: World;
}

/** Who calls where nobody says. */
export const defaultCaller = (world: World): Caller => ({
  userArn: `arn:aws:sts::${world.account}:assumed-role/deploy/run`,
});

/** AWS as one object: calls in, answers or faults out, and time that only moves when it is told to. */
export class Emulator {
  readonly world: World;
  readonly #staleReads = new StaleReads();

  constructor(options: EmulatorOptions = {}) {
    this.world = options.world ?? emptyWorld(options);
    // A world that has moved already has them on its agenda.
    if (this.world.agenda.length === 0) planHappenings(this.world, this.world.scenario.happenings);
  }

  get timeline(): readonly Transition[] {
    return this.world.timeline;
  }

  get requests(): readonly RequestRecord[] {
    return this.world.requests;
  }

  /** Lets everything happen that is due by this moment of AWS's clock, in milliseconds. */
  advanceTo(now: number): void {
    this.#staleReads.step(this.world, now);
  }

  /** Lets so many seconds pass. */
  advance(seconds: number): void {
    this.advanceTo(this.world.now + seconds * 1000);
  }

  /** Lays a change over the scenario: from now on. */
  changeScenario(change: ScenarioChange): void {
    this.world.scenario = changedScenario(this.world.scenario, change);
    if (change.faults) this.world.faultCounts = [];
    planHappenings(this.world, change.happenings ?? []);
  }

  /** Lets metrics come in, as AWS's own services send theirs: also those of a namespace `AWS/...`. */
  pushMetrics(...pushes: readonly MetricPush[]): void {
    for (const push of pushes) pushMetric(this.world, push);
  }

  /** Whether there is such an operation: `ecs:UpdateService`. */
  knows(operation: string): boolean {
    return operations[operation] !== undefined;
  }

  /**
   * Answers one call at this moment of the world.
   *
   * Throws a Fault for every error answer, and where the scenario has it otherwise ConnectionLost, StrayAnswer or Delayed.
   *
   * @param isOutdated says when it arrives why its signature is too old or too new, if it is.
   */
  call(
    operation: string,
    input: object,
    caller: Caller = defaultCaller(this.world),
    isOutdated: () => Fault | undefined = () => undefined,
  ): unknown {
    // The caller may go on to change what it gave us.
    const body = copyOf(input);
    const met = { tookEffect: false };
    return this.#recorded(operation, body, met, () => this.#answer(operation, body, caller, isOutdated, met));
  }

  /** Answers, and writes down what was answered: of a request that is stuck on its way, when it arrives. */
  #recorded(operation: string, body: object, met: { readonly tookEffect: boolean }, answer: () => unknown): unknown {
    try {
      const output = answer();
      this.#record(operation, body, { status: 200 });
      return output;
    } catch (error) {
      if (error instanceof Delayed && !met.tookEffect)
        throw new Delayed(error.seconds, () => this.#recorded(operation, body, met, error.answer));
      const answered = error instanceof Fault ? error.httpStatus : met.tookEffect ? 200 : 0;
      this.#record(operation, body, {
        status: answered,
        error: error instanceof Error ? error.name : String(error),
        ...(met.tookEffect && { tookEffect: true }),
      });
      throw error;
    }
  }

  #answer(
    operation: string,
    input: object,
    caller: Caller,
    isOutdated: () => Fault | undefined,
    met: { tookEffect: boolean },
  ): unknown {
    const { world } = this;
    const handling = operations[operation];
    if (!handling) throw new Fault('UnknownOperationException', `The operation ${operation} is not emulated.`);
    const refused = refusal(world, operation, input, caller);
    if (refused) throw refused;
    const fault = matchingFault(world, operation);
    const body = fault?.answer === 'same-page' ? withoutPageToken(input) : input;
    const handle = (): unknown => {
      const outdated = isOutdated();
      if (outdated) throw outdated;
      checkInput(operation, body);
      const output = handling(this.#staleReads.worldFor(world, operation), body as never, caller);
      this.#staleReads.note(world, operation);
      met.tookEffect = true;
      return output;
    };
    return fault ? answerWithFault(fault, handle, () => answerAsBefore(world, body as never)) : handle();
  }

  #record(operation: string, body: object, outcome: Pick<RequestRecord, 'status' | 'error' | 'tookEffect'>): void {
    const [service = '', name = ''] = operation.split(':');
    this.world.requests.push({ at: secondsOf(this.world), service, operation: name, body, ...outcome });
  }
}
