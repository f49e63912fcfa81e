import { runInTest, type TestSettings } from '@fargate-actions/action-kit/testing';
import { emulatorWire, startEmulator, VirtualClock, type EmulatorServer } from '@fargate-actions/emulator';
import { deployStack, endStack } from '@fargate-actions/operations';
import { seedFiles } from '@fargate-actions/stack/testing';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { aDocker } from '../../actions/build-push-ecr/test/a-docker.ts';
import { inputs } from '../../actions/deploy-stack/src/inputs.ts';

const REGISTRY = /^https?:\/\/123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com/;
const PROGRAMS = ['uvicorn', 'celery', 'curl', 'sh'];

let server: EmulatorServer;
let clock: VirtualClock;

beforeEach(async () => {
  server = await startEmulator({});
  const { emulator } = server;
  clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  const { fetch } = globalThis;
  // The registry of the emulated account is on this machine.
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation((url, init) =>
      fetch(typeof url === 'string' || url instanceof URL ? String(url).replace(REGISTRY, server.endpoint) : url, init),
    );
});

afterEach(async () => {
  jest.restoreAllMocks();
  await server.close();
});

/** Runs the root action on a machine with a docker that builds an image with those programs. */
async function run(given: TestSettings['with'], programs: readonly string[] = PROGRAMS) {
  const docker = await aDocker(programs);
  const before = server.emulator.requests.length;
  const ended = await clock.run(
    runInTest(
      'deploy-stack',
      inputs,
      { main: (values, context) => deployStack(values, { ...context, processes: docker.processes }), post: endStack },
      {
        with: { stack: 'deploy/stack.yml', build: 'true', ...given },
        files: { ...seedFiles(), 'backend/Dockerfile': 'FROM scratch\nCOPY app /bin/app\n', 'backend/app': 'program' },
        wire: () => emulatorWire(server.emulator, clock, { latencySeconds: [0, 0] }),
        clock,
      },
    ),
  );
  const writes = server.emulator.requests
    .slice(before)
    .map(({ operation }) => operation)
    .filter((operation) => !/^(?:Batch|Describe|Get|Head|List|Ping|StartLifecyclePolicyPreview)/.test(operation));
  return { ...ended, writes, builds: docker.calls.filter(({ args }) => args[1] === 'build') };
}

test('one step builds the image, verifies it, pushes it, and deploys every service with it', async () => {
  const first = await run({});
  expect(first.log.match(/^::error.*/gm)).toBeNull();
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  const { image = '', 'image-ref': reference } = first.outputs;
  expect(image).toMatch(/^123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/amply-backend@sha256:[0-9a-f]{64}$/);
  expect(image).toContain(reference);
  const revisions = Object.values(server.emulator.world.taskDefinitions).flat();
  const images = revisions.map(({ definition }) => definition.containerDefinitions[0]?.image);
  expect(images).toEqual([image, image, image]);

  const second = await run({});
  expect(second).toMatchObject({ exitCode: 0, outputs: { status: 'unchanged', image }, writes: [], builds: [] });
});

test('a plan says whether a deploy would build, and builds nothing', async () => {
  const before = await run({ mode: 'plan' });
  expect(before).toMatchObject({ exitCode: 0, outputs: { 'builds-image': 'true' }, writes: [], builds: [] });
  await run({});
  const after = await run({ mode: 'plan' });
  expect(after).toMatchObject({ exitCode: 0, outputs: { 'builds-image': 'false', changed: 'false' }, writes: [] });
});

test('an image that no service could run is found before anything is written', async () => {
  const { exitCode, log, writes } = await run({}, ['uvicorn', 'celery', 'sh']);
  expect(exitCode).toBe(1);
  expect(log).toContain('curl');
  expect(writes).toEqual([]);
});
