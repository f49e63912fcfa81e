import {
  annotationLine,
  annotationsIn,
  runInTest,
  type TestRun,
  type TestSettings,
} from '@fargate-actions/action-kit/testing';
import { seedSurroundings, virtualAws, type RequestRecord, type ScenarioChange } from '@fargate-actions/emulator';
import { deployStack, endStack } from '@fargate-actions/operations';
import { inputs } from '../src/inputs.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** How one run in a test went. */
export interface StackRun extends TestRun {
  /** What was found in files, inputs and AWS: `severity rule file:line:column` of each annotation. */
  readonly found: readonly string[];
  readonly calls: readonly RequestRecord[];
  /** The operations that would change something, in their order. */
  readonly writes: readonly string[];
}

/** How the action is run. */
export interface RunSettings extends Omit<TestSettings, 'clock' | 'wire'> {
  readonly edits?: readonly Edit[];
}

/** An account in virtual time, with what the seed's files name. */
export function anAccount(scenario: ScenarioChange = {}, seed?: number) {
  const { wire, clock, emulator } = virtualAws({ latencySeconds: [0.02, 0.1], ...(seed !== undefined && { seed }) });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);

  async function run({ edits = [], files, with: given, ...settings }: RunSettings = {}): Promise<StackRun> {
    const before = emulator.requests.length;
    const ended = await clock.run(
      runInTest(
        'deploy-stack',
        inputs,
        { main: deployStack, post: endStack },
        {
          ...settings,
          with: { stack: 'deploy/stack.yml', ...given },
          files: { ...seedFiles(...edits), ...files },
          wire: () => wire,
          clock,
        },
      ),
    );
    const calls = emulator.requests.slice(before);
    const writes = calls
      .map(({ operation }) => operation)
      .filter((one) => !/^(?:BatchGet|Describe|Get|List)/.test(one));
    const found = annotationsIn(ended.log).map(annotationLine);
    return { ...ended, calls, writes, found };
  }

  return { emulator, clock, run };
}
