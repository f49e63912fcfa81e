import { runInTest, type TestRun, type TestSettings } from '@fargate-actions/action-kit/testing';
import { run as deploy } from '@fargate-actions/deploy-ecs-service';
import { inputs as deployInputs } from '@fargate-actions/deploy-ecs-service/inputs';
import { run as enforce } from '@fargate-actions/enforce-beat-singleton';
import { inputs as enforceInputs } from '@fargate-actions/enforce-beat-singleton/inputs';
import { run as monitor } from '@fargate-actions/monitor-config';
import { inputs as monitorInputs } from '@fargate-actions/monitor-config/inputs';
import { run as render } from '@fargate-actions/render-task-def';
import { inputs as renderInputs } from '@fargate-actions/render-task-def/inputs';
import { run as scale } from '@fargate-actions/scale-config';
import { inputs as scaleInputs } from '@fargate-actions/scale-config/inputs';

/** An action whose calls go wrong. */
export interface ChaosAction {
  readonly name: string;
  /** What it has to do in the account. */
  readonly story: string;
  /** The inputs beside `stack`. */
  readonly with: Readonly<Record<string, string>>;
  readonly play: (settings: TestSettings) => Promise<TestRun>;
}

/** Every action that calls AWS alone; build-push-ecr also needs a registry and Docker. */
export const CHAOS_ACTIONS: readonly ChaosAction[] = [
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
