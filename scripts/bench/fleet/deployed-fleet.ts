import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator, type Emulator, type ScenarioChange } from '@fargate-actions/emulator';
import { reachEmulatedAws } from '../../runner/emulated-aws.ts';
import type { BenchSetting } from '../bench.ts';
import { PREPARING_SPEED, startCopy, step, type CopiedAws, type DeployedAccount } from '../deployed-account.ts';
import type { FleetService } from './fleet-service.ts';
import { targetGroupOf, VERSION, writeFleet } from './write-fleet.ts';

/** Services that run in their first version, and the files that would deploy the second one. */
export interface Fleet extends DeployedAccount {
  readonly services: readonly FleetService[];
  readonly workspace: string;
}

/** What a rollout's steps take: a quarter of what is typical, so that ECS itself is as quick as it can be for us. */
export const SHORT: NonNullable<ScenarioChange['timings']> = {
  provisioningSeconds: 3,
  pendingSeconds: 0.5,
  pullSeconds: 4,
  startSeconds: 0.5,
  steadySeconds: 10,
  deprovisioningSeconds: 2,
  drainSeconds: 3,
};

/** The shortest checks that AWS has. Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const CHECK_SECONDS = 5;

/** All at once, however many there are. */
export const ALL_AT_ONCE = '1000';

/**
 * Deploys services in their first version, and renders the second.
 *
 * @param isRegistered whether the second version's revisions are registered already: registering many takes long, for
 *   AWS allows one a second.
 */
export async function deployedFleet(
  setting: BenchSetting,
  services: readonly FleetService[],
  isRegistered: boolean,
): Promise<Fleet> {
  const workspace = await mkdtemp(join(setting.temp, 'fleet-'));
  await writeFleet(workspace, services);
  const server = await startEmulator({ speed: PREPARING_SPEED });
  try {
    addTargetGroups(server.emulator, services);
    const { env } = reachEmulatedAws(server.endpoint, PREPARING_SPEED);
    const stack = (version: string) => ({ stack: 'stack.yml', variables: `${VERSION}=${version}` });
    const first = { ...stack('v1'), 'max-parallel': ALL_AT_ONCE };
    await step(setting, 'deploy-ecs-service', first, env, workspace);
    const { outputs } = await step(setting, 'render-task-def', stack('v2'), env, workspace);
    const taskDefinitions = JSON.parse(outputs['task-definitions'] ?? '{}') as Record<string, string>;
    if (isRegistered) await register(server.emulator, Object.values(taskDefinitions));
    return { world: structuredClone(server.emulator.world), workspace, services, taskDefinitions };
  } finally {
    await server.close();
  }
}

/** A copy of the fleet's account in real time, where this is so. */
export async function startFleet(fleet: Fleet, scenario: ScenarioChange): Promise<CopiedAws> {
  const aws = await startCopy(fleet);
  await aws.change({ timings: SHORT, ...scenario });
  return aws;
}

/** Each like the account's own, whose checks are as quick as can be. */
function addTargetGroups({ world }: Emulator, services: readonly FleetService[]): void {
  const [known] = world.targetGroups;
  if (!known) throw new Error('The account has no target group to copy.');
  for (const service of services.filter(({ isBehindLoadBalancer }) => isBehindLoadBalancer)) {
    const name = targetGroupOf(service);
    world.targetGroups.push({
      ...structuredClone(known),
      name,
      arn: known.arn.replace(known.name, name),
      healthCheckIntervalSeconds: CHECK_SECONDS,
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
    });
  }
}

/** No time passes here, in which the limits would let another one through. */
async function register(emulator: Emulator, files: readonly string[]): Promise<void> {
  emulator.changeScenario({ limits: false });
  for (const file of files)
    emulator.call('ecs:RegisterTaskDefinition', JSON.parse(await readFile(file, 'utf8')) as object);
  emulator.changeScenario({ limits: true });
}
