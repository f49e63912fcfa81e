import { isAwsError, SHOWS_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import type { Service } from '@aws-sdk/client-ecs';
import { isGone } from '../service-deployments.ts';
import { begunBy } from './begun.ts';

/** What a write to a service is about. */
export interface ServiceWrite {
  readonly cluster: string;
  readonly service: string;
  /** The deployment that ECS worked towards before the write. */
  readonly deploymentBefore: string | undefined;
  /** The task definition that the write leads to. */
  readonly taskDefinition: string;
}

/** How often a write that did not happen is sent again. */
const TRIES = 3;

/** What a write needs of its surroundings. */
export interface WriteSurroundings {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes to a service, once.
 *
 * An answer that was lost says nothing about the write: it is looked for, and sent again only if it did not happen.
 * Source: design.md, "The engine".
 */
export async function writeOnce(
  write: ServiceWrite,
  send: () => Promise<Service>,
  surroundings: WriteSurroundings,
): Promise<Service> {
  for (let attempt = 1; ; attempt++) {
    try {
      const service = await send();
      // An answer that does not tell what it began is as good as none: but the write is done.
      return begunBy(service, write.cluster, undefined)
        ? service
        : ((await findEffect(write, surroundings)) ?? service);
    } catch (error) {
      if (!isAwsError(error, 'lost')) throw error;
      const effect = await findEffect(write, surroundings);
      if (effect) return effect;
      surroundings.signal?.throwIfAborted();
      if (attempt === TRIES) throw error;
    }
  }
}

/**
 * The service with the deployment that the write began; undefined when the write did not happen. A service that it did
 * happen to is quiet no longer.
 */
async function findEffect(
  write: ServiceWrite,
  { aws, clock, signal }: WriteSurroundings,
): Promise<Service | undefined> {
  for (let waited = 0; waited <= SHOWS_SECONDS; waited++) {
    const service = await aws.services.find(write.cluster, write.service);
    const now = service && !isGone(service.status) ? begunBy(service, write.cluster, undefined) : undefined;
    if (now && now.deploymentId !== write.deploymentBefore && now.taskDefinition === write.taskDefinition)
      return service;
    await clock.sleep(1, signal);
  }
  return undefined;
}
