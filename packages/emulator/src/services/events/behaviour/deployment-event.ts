import type { Deployment, Service } from '../../ecs/model.ts';
import { uuid } from '../../../world/random.ts';
import type { World } from '../../../world/world.ts';
import { deliver } from './deliver.ts';

const NAMES = {
  IN_PROGRESS: 'SERVICE_DEPLOYMENT_IN_PROGRESS',
  COMPLETED: 'SERVICE_DEPLOYMENT_COMPLETED',
  FAILED: 'SERVICE_DEPLOYMENT_FAILED',
} as const;

/**
 * Lets ECS tell EventBridge what became of a deployment.
 *
 * Source: ECS's guide, "Amazon ECS service deployment state change events".
 */
export function tellOfDeployment(world: World, service: Service, deployment: Deployment): void {
  // Nobody listens: most worlds are so, and must not pay for it.
  if (world.eventRules.length === 0) return;
  deliver(world, {
    version: '0',
    id: uuid(world, 'calls'),
    'detail-type': 'ECS Deployment State Change',
    source: 'aws.ecs',
    account: world.account,
    time: inSeconds(world.now),
    region: world.region,
    resources: [service.arn],
    detail: {
      eventType: deployment.rolloutState === 'FAILED' ? 'ERROR' : 'INFO',
      eventName: NAMES[deployment.rolloutState],
      deploymentId: deployment.id,
      updatedAt: inSeconds(deployment.updatedAt),
      reason: deployment.rolloutStateReason,
    },
  });
}

const inSeconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+/, '');
