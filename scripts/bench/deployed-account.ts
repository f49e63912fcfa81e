import { join } from 'node:path';
import { startEmulator, type World } from '@fargate-actions/emulator';
import { reachEmulatedAws, type EmulatedAws } from '../runner/emulated-aws.ts';
import { runStep, type StepResult } from '../runner/run-action.ts';
import type { BenchSetting } from './bench.ts';

/** An account in which the example's three services run, and the task definitions they were deployed with. */
export interface DeployedAccount {
  readonly world: World;
  /** The files that render-task-def wrote, by service. */
  readonly taskDefinitions: Readonly<Record<string, string>>;
}

/** So fast that a rollout of minutes takes a second: nothing is measured meanwhile. */
export const PREPARING_SPEED = 200;

/** What deploys the example: the second one its beat. */
export const DEPLOYING = ['deploy-ecs-service', 'enforce-beat-singleton'] as const;

/** What keeps its scaling and its monitoring as its files say. */
export const CONFIGURING = ['scale-config', 'monitor-config'] as const;

/** Deploys the example once, as a job does. */
export async function deployedAccount(setting: BenchSetting): Promise<DeployedAccount> {
  const server = await startEmulator({ speed: PREPARING_SPEED });
  try {
    const { env } = reachEmulatedAws(server.endpoint, PREPARING_SPEED);
    const stack = { stack: 'deploy/stack.yml' };
    const rendered = await step(setting, 'render-task-def', { ...stack, image: 'amply-backend:v1' }, env);
    const taskDefinitions = rendered.outputs['task-definitions'] ?? '{}';
    for (const action of DEPLOYING) await step(setting, action, { ...stack, 'task-definitions': taskDefinitions }, env);
    for (const action of CONFIGURING) await step(setting, action, stack, env);
    return {
      world: structuredClone(server.emulator.world),
      taskDefinitions: JSON.parse(taskDefinitions) as Record<string, string>,
    };
  } finally {
    await server.close();
  }
}

/** Runs one of our actions, by default in the example, where nothing may fail. */
export async function step(
  { repository, temp }: BenchSetting,
  action: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  workspace = join(repository, 'examples', 'amply'),
): Promise<StepResult> {
  const result = await runStep({
    action: join(repository, 'actions', action),
    with: inputs,
    workspace,
    temp,
    env,
  });
  if (result.exitCode !== 0) throw new Error(`${action} failed:\n${result.log}`);
  return result;
}

/** An account over HTTP, with what no control route tells. */
export interface CopiedAws extends EmulatedAws {
  readonly world: World;
}

/** The same account over HTTP, in real time: whoever measures in it gets a copy of its own. */
export async function startCopy({ world }: Pick<DeployedAccount, 'world'>): Promise<CopiedAws> {
  const server = await startEmulator({ speed: 1, startAt: world.now });
  const copy = Object.assign(server.emulator.world, structuredClone(world));
  return { ...reachEmulatedAws(server.endpoint, 1), world: copy, close: () => server.close() };
}
