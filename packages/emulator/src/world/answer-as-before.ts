import type { UpdateServiceCommandInput } from '@aws-sdk/client-ecs';

import { describedService } from '../services/ecs/operations/described-services.ts';
import { activeCluster, activeService } from '../services/ecs/find.ts';
import type { World } from './world.ts';

/**
 * What an UpdateService answers that shows the service as it is before the call: reads of ECS are eventually consistent, and
 * nobody says that the one which makes this answer is not.
 */
export function answerAsBefore(world: World, { cluster, service }: UpdateServiceCommandInput): object {
  return { service: describedService(world, activeService(world, activeCluster(world, cluster), service ?? ''), true) };
}
