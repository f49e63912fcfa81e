import { runInTest, type TestRun, type TestSettings } from '@fargate-actions/action-kit/testing';
import { inputs as buildInputs } from '@fargate-actions/build-push-ecr/inputs';
import { inputs as deployInputs } from '@fargate-actions/deploy-ecs-service/inputs';
import { inputs as enforceInputs } from '@fargate-actions/enforce-beat-singleton/inputs';
import { inputs as monitorInputs } from '@fargate-actions/monitor-config/inputs';
import { build, deploy, logOut, monitor, render, scale, singleton as enforce } from '@fargate-actions/operations';
import { inputs as renderInputs } from '@fargate-actions/render-task-def/inputs';
import { startEmulator, type Emulator } from '@fargate-actions/emulator';
import { inputs as scaleInputs } from '@fargate-actions/scale-config/inputs';
import { aDocker } from '../../actions/build-push-ecr/test/a-docker.ts';

/** An action whose calls go wrong. */
export interface ChaosAction {
  readonly name: string;
  /** What it has to do in the account. */
  readonly story: string;
  /** The inputs beside `stack`. */
  readonly with: Readonly<Record<string, string>>;
  readonly play: (settings: TestSettings, emulator: Emulator) => Promise<TestRun>;
}

/** What the stack's image is built of, beside the example. */
const BACKEND = { 'backend/Dockerfile': 'FROM scratch\nCOPY app /bin/app\n', 'backend/app': 'program' };
const PROGRAMS = ['celery', 'curl', 'sh', 'uvicorn'];

/** Builds with a docker that pushes to the account's registry: both of them work, whatever AWS's API does. */
async function buildAndPush(settings: TestSettings, emulator: Emulator): Promise<TestRun> {
  const server = await startEmulator({ emulator });
  try {
    const { processes } = await aDocker(PROGRAMS);
    const registry = server.endpoint.replace('http://', '');
    return await runInTest(
      'build-push-ecr',
      buildInputs,
      { main: (values, context) => build(values, { ...context, processes }), post: logOut },
      { ...settings, files: { ...settings.files, ...BACKEND }, with: { ...settings.with, registry } },
    );
  } finally {
    await server.close();
  }
}

/** Every action. */
export const CHAOS_ACTIONS: readonly ChaosAction[] = [
  {
    name: 'build-push-ecr',
    story:
      'builds and pushes the image of the stack, of this commit for the first time, and puts its lifecycle policy; Docker and the registry itself work',
    with: {},
    play: buildAndPush,
  },
  {
    name: 'deploy-ecs-service',
    story: 'deploys a new image of `amply-api`, two tasks behind a load balancer, and waits up to 10 minutes',
    with: { services: 'api', 'wait-for-minutes': '10' },
    play: (settings) => runInTest('deploy-ecs-service', deployInputs, deploy, settings),
  },
  {
    name: 'enforce-beat-singleton',
    story: 'replaces the task of `amply-beat` by a new image',
    with: {},
    play: (settings) => runInTest('enforce-beat-singleton', enforceInputs, enforce, settings),
  },
  {
    name: 'render-task-def',
    story: 'renders the task definitions of the stack with a new image',
    with: {},
    play: (settings) => runInTest('render-task-def', renderInputs, render, settings),
  },
  {
    name: 'scale-config',
    story: 'makes the scalable targets and policies of the stack',
    with: {},
    play: (settings) => runInTest('scale-config', scaleInputs, scale, settings),
  },
  {
    name: 'monitor-config',
    story: 'makes the alarms, the dashboard and the log retention of the stack',
    with: {},
    play: (settings) => runInTest('monitor-config', monitorInputs, monitor, settings),
  },
];
