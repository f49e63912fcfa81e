import type { Wire } from '@fargate-actions/aws';
import { runInTest, type TestRun } from '@fargate-actions/action-kit/testing';
import { Emulator, emulatorWire, seedSurroundings, VirtualClock } from '@fargate-actions/emulator';
import { deploy } from '@fargate-actions/operations';
import { inputs } from '@fargate-actions/deploy-ecs-service/inputs';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';
import type { FailureKind } from './failure-kind.ts';

/** Every kind is played in a world of its own with this seed, so that the page is the same on every machine. */
const SEED = 7;

/** Without this line the example gives a warning, which has nothing to do with any failure. */
const COMMON: readonly Edit[] = [['api/service.yml', 'launchType: FARGATE\n', '']];

type Given = Partial<Pick<FailureKind, 'with' | 'cancelAtSeconds'>>;

/** Deploys the example's API, well where it ran before, then as the kind has it. Virtual time: it takes no time. */
export async function play(kind: FailureKind): Promise<TestRun> {
  const emulator = new Emulator({ seed: SEED });
  seedSurroundings(emulator.world);
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  const emulated = emulatorWire(emulator, clock);
  const deployed = (files: Readonly<Record<string, string>>, { with: given, cancelAtSeconds }: Given = {}) => {
    let cancel: (() => void) | undefined;
    let updatedAt: number | undefined;
    const wire: Wire = {
      call: async (operation, input) => {
        if (operation === 'ecs:UpdateService') updatedAt ??= clock.now();
        // Seen by the calls themselves: somebody who sleeps for so long would draw virtual time on past everything else.
        const seconds = updatedAt === undefined ? 0 : (clock.now() - updatedAt) / 1000;
        if (cancelAtSeconds !== undefined && seconds >= cancelAtSeconds) cancel?.();
        return emulated.call(operation, input);
      },
    };
    return clock.run(
      runInTest('deploy-ecs-service', inputs, deploy, {
        with: { stack: 'deploy/stack.yml', services: 'api', ...given },
        files,
        wire: () => wire,
        clock,
        onBegin: ({ stop }) => {
          cancel = () => {
            stop('SIGINT');
          };
        },
      }),
    );
  };

  if (kind.ranBefore) {
    const before = await deployed(seedFiles(...COMMON));
    if (before.exitCode !== 0) throw new Error(`The first deployment of "${kind.title}" failed:\n${before.log}`);
    await clock.advance(3600);
  }
  emulator.changeScenario(kind.scenario(emulator));
  return deployed(seedFiles(...COMMON, ['api/task-definition.yml', ':latest', ':v2'], ...kind.edits), kind);
}
