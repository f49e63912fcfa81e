import { AwsError, isAwsError, SHOWS_SECONDS, type Aws, type Clock } from '@fargate-actions/aws';
import type { Deployment, Service } from '@aws-sdk/client-ecs';
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

/** What a write needs from its caller. */
export interface WriteContext {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes to a service, once.
 *
 * An answer that was lost says nothing about the write: it is looked for, and sent again only if it did not happen. An
 * answer that shows the service as it was before says as little: but the write was accepted, and is not sent again. Nor is
 * one whose place somebody else's deployment has taken meanwhile: it would undo that.
 * Source: design.md, "The engine".
 *
 * @throws AwsError of the kind `lost` where nothing shows the deployment that must have begun, and one of which
 * {@link isReplaced} says so where somebody else has deployed since.
 */
export async function writeOnce(
  write: ServiceWrite,
  send: () => Promise<Service>,
  context: WriteContext,
): Promise<Service> {
  const answer = await answered(write, send, context);
  if (tells(answer, write)) return answer;
  const { effect } = await findEffect(write, context);
  if (effect) return effect;
  if (write.begins === 'a deployment' && begunBy(answer, write.cluster, undefined)) throw notShown(answer);
  return answer;
}

async function answered(write: ServiceWrite, send: () => Promise<Service>, context: WriteContext): Promise<Service> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (!isAwsError(error, 'lost')) throw error;
      const { effect, last } = await findEffect(write, context);
      if (effect) return effect;
      const other = write.begins === 'none' ? undefined : begunByOthers(last, write.before);
      if (other) throw replaced(write.service, other);
      context.signal?.throwIfAborted();
      if (attempt === TRIES) throw error;
    }
  }
}

/** Whether an answer shows what the write began, and not what was there before. */
function tells(answer: Service, { cluster, before, taskDefinition, begins }: ServiceWrite): boolean {
  const begun = begunBy(answer, cluster, undefined);
  if (!begun || begins === 'none') return begun !== undefined;
  return (
    isNew({ id: begun.deploymentId, createdAt: begun.createdAt }, before) && begun.taskDefinition === taskDefinition
  );
}

/**
 * Whether a deployment began after the service was read. One that was there and was left may begin anew under its id, as
 * it does when ECS rolls back. Source: docs/reference/ecs.md, "Service deployments".
 */
function isNew({ id, createdAt }: Pick<Deployment, 'id' | 'createdAt'>, before: Service | undefined): boolean {
  const known = before?.deployments?.find((one) => one.id === id);
  if (!known) return true;
  return known.status !== 'PRIMARY' && (createdAt?.getTime() ?? 0) > (known.createdAt?.getTime() ?? Infinity);
}

/** The deployment that a look shows in the first place, where it is neither one from before nor ours. */
function begunByOthers(last: Service | undefined, before: Service | undefined): Deployment | undefined {
  const primary = last && primaryOf(last);
  return before && primary && isNew(primary, before) ? primary : undefined;
}

/**
 * The service with the deployment that the write began, else as the last look shows it. A service that the write did happen
 * to is quiet no longer.
 */
async function findEffect(
  write: ServiceWrite,
  { aws, clock, signal }: WriteContext,
): Promise<{ readonly effect?: Service; readonly last?: Service }> {
  let last: Service | undefined;
  for (let waited = 0; waited <= SHOWS_SECONDS; waited++) {
    const service = await aws.services.find(write.cluster, write.service);
    last = service && !isGone(service.status) ? service : undefined;
    const effect = last && effectIn(last, write);
    if (effect) return { effect };
    await clock.sleep(1, signal);
  }
  return last ? { last } : {};
}

/**
 * The service as the write's answer would have shown it, with the deployment that it began in the first place; undefined
 * where there is none.
 *
 * @throws AwsError where ECS has gone back from it already.
 */
function effectIn(service: Service, { before, taskDefinition }: ServiceWrite): Service | undefined {
  const { deployments = [], events = [] } = service;
  const begun = deployments.find((one) => isNew(one, before) && one.taskDefinition === taskDefinition);
  if (begun) {
    const others = deployments.filter((one) => one !== begun).map((one) => ({ ...one, status: 'ACTIVE' }));
    return { ...service, deployments: [{ ...begun, status: 'PRIMARY' }, ...others] };
  }
  const isOld = (id: string | undefined): boolean => before?.events?.some((known) => known.id === id) === true;
  const newEvents = before ? events.filter(({ id }) => !isOld(id)).map(({ message = '' }) => message) : [];
  if (saysRollingBack(newEvents)) throw goneBack(service);
  return undefined;
}

const REPLACED = 'Replaced';

/** Whether a write whose answer was lost was not sent again, because somebody else has deployed since. */
export function isReplaced(error: unknown): error is AwsError {
  return isAwsError(error, 'refused') && error.code === REPLACED;
}

function replaced(service: string, { taskDefinition = '' }: Deployment): AwsError {
  return new AwsError(
    {
      kind: 'refused',
      operation: 'ecs:UpdateService',
      code: REPLACED,
      message: `The answer to ecs:UpdateService was lost, and somebody else has deployed ${revisionName(taskDefinition)} to ${service} since then. That was left alone.`,
      hint: 'Deploy again if this revision is still wanted. Give the workflows that deploy the service one `concurrency` group.',
    },
    undefined,
  );
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
