import type { InputOf, Operation, OutputOf, Wire } from '@fargate-actions/aws';
import {
  annotationsIn,
  runInTest,
  type ShownAnnotation,
  type TestRun,
  type TestSettings,
} from '@fargate-actions/action-kit/testing';
import {
  Emulator,
  emulatorWire,
  seedSurroundings,
  VirtualClock,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';
import { inputs } from '../src/inputs.ts';
import { deploy } from '@fargate-actions/operations';

const HOME = 'eu-central-1';

/** How an action is run in an account. */
export interface DeploySettings extends Omit<TestSettings, 'clock'> {
  /** Puts what AWS answers differently, as an AWS of another day might; what it is given is its own to change. */
  readonly answer?: (operation: Operation, output: object) => void;
}

/** How one deploy in a test went. */
export interface DeployRun extends TestRun {
  readonly annotations: readonly ShownAnnotation[];
  /** The calls of this run, in all regions. */
  readonly calls: readonly RequestRecord[];
  /** Those that would change something, whether or not AWS let them. */
  readonly writes: readonly RequestRecord[];
}

/** An AWS account in virtual time: in eu-central-1 what the seed's files name, in every other region nothing. */
export interface Account {
  readonly emulator: Emulator;
  readonly region: (name: string) => Emulator;
  /** Runs the action from its inputs to its exit code, as the runner would. */
  readonly deploy: (settings: DeploySettings) => Promise<DeployRun>;
  /** Does something so many seconds after the first call of that operation: `ecs:CreateService`. */
  readonly after: (operation: Operation, seconds: number, act: () => void) => void;
  /** Lets time pass. */
  readonly wait: (seconds: number) => Promise<void>;
}

/** An account that behaves as the scenario says. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const home = new Emulator({ scenario });
  seedSurroundings(home.world);
  const emulators = new Map([[HOME, home]]);
  const clock = new VirtualClock({
    startAt: home.world.now,
    onAdvance: (now) => {
      for (const emulator of emulators.values()) emulator.advanceTo(now);
    },
  });

  // Counted from a call, not from the run's begin: time would jump to them while the files are still read.
  const waiting: { operation: Operation; seconds: number; act: () => void }[] = [];

  function wireTo(name: string, answer: DeploySettings['answer']): Wire {
    const { latencySeconds } = scenario;
    const wire = emulatorWire(region(name), clock, latencySeconds && { latencySeconds });
    return {
      async call<O extends Operation>(operation: O, input: InputOf<O>): Promise<OutputOf<O>> {
        const index = waiting.findIndex((one) => one.operation === operation);
        for (const { seconds, act } of index < 0 ? [] : waiting.splice(index, 1)) void clock.sleep(seconds).then(act);
        const output = await wire.call(operation, input);
        if (!answer || typeof output !== 'object' || output === null) return output;
        const own = structuredClone(output);
        answer(operation, own);
        return own;
      },
    };
  }

  function region(name: string): Emulator {
    const known = emulators.get(name);
    if (known) return known;
    const opened = new Emulator({ region: name, startAt: home.world.now, scenario });
    emulators.set(name, opened);
    return opened;
  }

  return {
    emulator: home,
    region,
    after: (operation, seconds, act) => {
      waiting.push({ operation, seconds, act });
    },
    wait: (seconds) => clock.advance(seconds),
    async deploy({ answer, ...settings }) {
      const before = new Map([...emulators].map(([name, { requests }]) => [name, requests.length]));
      const wire: TestSettings['wire'] = ({ region: name = HOME }) => wireTo(name, answer);
      const running = runInTest('deploy-ecs-service', inputs, deploy, { wire, ...settings, clock });
      const ended = await clock.run(running);
      const calls = [...emulators].flatMap(([name, { requests }]) => requests.slice(before.get(name) ?? 0));
      return {
        ...ended,
        annotations: annotationsIn(ended.log),
        calls,
        writes: calls.filter(({ operation }) => !/^(?:BatchGet|Describe|Get|List)/.test(operation)),
      };
    },
  };
}

/** The bodies of the calls of one operation: `bodiesOf(run, 'UpdateService')`. */
export function bodiesOf({ calls }: Pick<DeployRun, 'calls'>, operation: string): Readonly<Record<string, unknown>>[] {
  return calls.filter((call) => call.operation === operation).map(({ body }) => ({ ...(body as object) }));
}
