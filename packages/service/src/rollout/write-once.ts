import { AwsError, isAwsError, SHOWS_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import type { Service } from '@aws-sdk/client-ecs';
import { isGone, primaryOf } from '../service-deployments.ts';
import { begunBy } from './begun.ts';
import { saysRollingBack } from './events.ts';
import { revisionName } from './verdict.ts';

/** What a write to a service is about. */
export interface ServiceWrite {
  readonly cluster: string;
  readonly service: string;
  /** The service before the write, where there was one. */
  readonly before: Service | undefined;
  /** The task definition that the write leads to. */
  readonly taskDefinition: string;
  /** Whether it begins a deployment. Of some fields only ECS knows whether they differ from what it has. */
  readonly begins: 'a deployment' | 'perhaps one' | 'none';
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
 * An answer that was lost says nothing about the write: it is looked for, and sent again only if it did not happen. An
 * answer that shows the service as it was before says as little: but the write was accepted, and is not sent again.
 * Source: design.md, "The engine".
 *
 * @throws AwsError of the kind `lost` where nothing shows the deployment that must have begun.
 */
export async function writeOnce(
  write: ServiceWrite,
  send: () => Promise<Service>,
  surroundings: WriteSurroundings,
): Promise<Service> {
  const answer = await answered(write, send, surroundings);
  if (tells(answer, write)) return answer;
  const effect = await findEffect(write, surroundings);
  if (effect) return effect;
  if (write.begins === 'a deployment' && begunBy(answer, write.cluster, undefined)) throw notShown(answer);
  return answer;
}

async function answered(
  write: ServiceWrite,
  send: () => Promise<Service>,
  surroundings: WriteSurroundings,
): Promise<Service> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isAwsError(error, 'lost')) throw error;
      const effect = await findEffect(write, surroundings);
      if (effect) return effect;
      surroundings.signal?.throwIfAborted();
      if (attempt === TRIES) throw error;
    }
  }
}

/** Whether an answer shows what the write began, and not what was there before. */
function tells(answer: Service, { cluster, before, taskDefinition, begins }: ServiceWrite): boolean {
  const begun = begunBy(answer, cluster, undefined);
  if (!begun || begins === 'none') return begun !== undefined;
  return !isKnown(begun.deploymentId, before) && begun.taskDefinition === taskDefinition;
}

function isKnown(id: string | undefined, before: Service | undefined): boolean {
  return before?.deployments?.some((known) => known.id === id) === true;
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
    const effect = service && !isGone(service.status) ? effectIn(service, write) : undefined;
    if (effect) return effect;
    await clock.sleep(1, signal);
  }
  return undefined;
}

/**
 * The service as the write's answer would have shown it, with the deployment that it began in the first place; undefined
 * where there is none.
 *
 * @throws AwsError where ECS has gone back from it already.
 */
function effectIn(service: Service, { before, taskDefinition }: ServiceWrite): Service | undefined {
  const { deployments = [], events = [] } = service;
  const begun = deployments.find((one) => !isKnown(one.id, before) && one.taskDefinition === taskDefinition);
  if (begun) {
    const others = deployments.filter((one) => one !== begun).map((one) => ({ ...one, status: 'ACTIVE' }));
    return { ...service, deployments: [{ ...begun, status: 'PRIMARY' }, ...others] };
  }
  const isOld = (id: string | undefined): boolean => before?.events?.some((known) => known.id === id) === true;
  const newEvents = before ? events.filter(({ id }) => !isOld(id)).map(({ message = '' }) => message) : [];
  if (saysRollingBack(newEvents)) throw goneBack(service);
  return undefined;
}

const ROLLED_BACK = 'RolledBack';

/** Whether a write whose answer was lost took effect, and ECS has gone back from it. */
export function isRolledBack(error: unknown): boolean {
  return isAwsError(error, 'refused') && error.code === ROLLED_BACK;
}

function notShown(answer: Service): AwsError {
  const { id = '', taskDefinition = '' } = primaryOf(answer) ?? {};
  return new AwsError(
    {
      kind: 'lost',
      operation: 'ecs:UpdateService',
      code: 'OldAnswer',
      message: `ECS accepted ecs:UpdateService and does not show the deployment that it began: its answer, and every look for ${SHOWS_SECONDS} s, shows ${revisionName(taskDefinition)} (${id}) as before.`,
      hint: 'Look at the deployments of the service in the ECS console, and deploy again.',
    },
    undefined,
  );
}

function goneBack({ serviceName = '' }: Service): AwsError {
  return new AwsError(
    {
      kind: 'refused',
      operation: 'ecs:UpdateService',
      code: ROLLED_BACK,
      message: `The answer to ecs:UpdateService was lost, and ECS has rolled back a deployment of ${serviceName} since then.`,
      hint: 'Look at the events of the service in the ECS console, and deploy again.',
    },
    undefined,
  );
}
