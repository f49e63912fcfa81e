import {
  annotationsIn,
  runInTest,
  type ShownAnnotation,
  type TestRun,
  type TestSettings,
} from '@fargate-actions/action-kit/testing';
import type { Wire } from '@fargate-actions/aws';
import {
  Emulator,
  emulatorWire,
  overlaps,
  seedSurroundings,
  VirtualClock,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';
import { inputs } from '../src/inputs.ts';
import { endUnfinished, singleton } from '@fargate-actions/operations';

/** How one run of the action in a test went. */
export interface SingletonRun extends TestRun {
  readonly annotations: readonly ShownAnnotation[];
  readonly calls: readonly RequestRecord[];
  /** Those that would change something, whether or not AWS let them. */
  readonly writes: readonly RequestRecord[];
}

/** How an action is run in an account. */
export interface RunSettings extends Omit<TestSettings, 'clock' | 'wire'> {
  /** The process dies when it is about to make this call: nothing of it runs on. */
  readonly diesAt?: (operation: string, count: number) => boolean;
  /** The run is told to stop (SIGINT) so many seconds after that UpdateService. */
  readonly stopsAfter?: { readonly updates: number; readonly seconds: number };
  /** Is told when that was, in milliseconds of AWS's clock. */
  readonly onStop?: (at: number) => void;
}

/** An AWS account in virtual time, in which beat's containers are counted. */
export interface Account {
  readonly emulator: Emulator;
  readonly wait: (seconds: number) => Promise<void>;
  /** Runs the step, or with `state` the post step. */
  readonly enforce: (settings: RunSettings) => Promise<SingletonRun>;
  /** Runs the step several times at once. */
  readonly enforceAll: (settings: readonly RunSettings[]) => Promise<SingletonRun[]>;
  /** Times at which two beats ran, whose second was started by a call of ours. */
  readonly doubled: () => readonly unknown[];
}

/** An account with what the seed's files name, that behaves as the scenario says. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const emulator = new Emulator({ scenario });
  seedSurroundings(emulator.world);
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });

  /** Begins a run, of which `enforce` waits for the end. */
  async function begun({ diesAt, stopsAfter, onStop, ...settings }: RunSettings): Promise<TestRun> {
    let stop: (signal: string) => void = () => undefined;
    const wire = noting(dying(emulatorWire(emulator, clock), diesAt), (operation, count) => {
      if (operation !== 'ecs:UpdateService' || count !== stopsAfter?.updates) return;
      void clock.sleep(stopsAfter.seconds).then(() => {
        onStop?.(emulator.world.now);
        stop('SIGINT');
      });
    });
    const onBegin: TestSettings['onBegin'] = (process) => {
      stop = process.stop;
    };
    const steps = { main: singleton, post: endUnfinished };
    return runInTest('enforce-beat-singleton', inputs, steps, { onBegin, ...settings, wire: () => wire, clock });
  }

  async function enforceAll(settings: readonly RunSettings[]): Promise<SingletonRun[]> {
    const before = emulator.requests.length;
    const ended = await clock.run(Promise.all(settings.map(begun)));
    const calls = emulator.requests.slice(before);
    const writes = calls.filter(({ operation }) => !/^(?:BatchGet|Describe|Get|List)/.test(operation));
    return ended.map((one) => ({ ...one, annotations: annotationsIn(one.log), calls, writes }));
  }

  return {
    emulator,
    wait: (seconds) => clock.advance(seconds),
    enforceAll,
    async enforce(settings) {
      const [only] = await enforceAll([settings]);
      if (!only) throw new Error('The run did not end.');
      return only;
    },
    doubled: () => overlaps(emulator.world, isBeat).filter(({ startedBy }) => startedBy === 'us'),
  };
}

/** A container of the seed's beat. */
function isBeat({ taskDefinition }: { readonly taskDefinition: string }): boolean {
  return taskDefinition.includes('amply-beat');
}

/** A wire that breaks for good at a call, as when the process is killed: every later call fails as well. */
function dying(wire: Wire, diesAt: RunSettings['diesAt']): Wire {
  let isDead = false;
  return noting(wire, (operation, count) => {
    isDead ||= diesAt?.(operation, count) ?? false;
    if (isDead) throw new Error('The process was killed.');
  });
}

/** A wire that tells of each call before it is made, and how many of that name there were; it may throw. */
function noting(wire: Wire, note: (operation: string, count: number) => void): Wire {
  const counts = new Map<string, number>();
  return {
    ...wire,
    async call(operation, input, options) {
      const count = (counts.get(operation) ?? 0) + 1;
      counts.set(operation, count);
      note(operation, count);
      return wire.call(operation, input, options);
    },
  };
}
