import type { Service } from '@aws-sdk/client-ecs';
import { isAwsError, SHOWS_WHEN_QUIET_SECONDS, type Aws, type AwsError } from '@fargate-actions/aws';
import { primaryOf } from '../service-deployments.ts';
import { begunBy, type Begun } from './begun.ts';
import { eventsSince, saysRollingBack } from './events.ts';
import { fieldsBefore, type Before } from './fields-before.ts';
import { revisionName } from './verdict.ts';
import { isRolledBack, writeOnce, type WriteSurroundings } from './write-once.ts';

/** How going back was begun. */
export type GoingBack =
  /** ECS was asked to stop our deployment and to go back: it is still the same service deployment. */
  | {
      readonly kind: 'stopped';
      /** False where the answer was lost: only then is it worth asking again. */
      readonly isHeard: boolean;
    }
  /** The service was updated to what it was: a deployment of its own. */
  | { readonly kind: 'updated'; readonly begun: Begun }
  /** ECS refused for good: the deployment is over, or goes back already. What becomes of it shows in the next looks. */
  | { readonly kind: 'refused'; readonly because: string }
  /** Another deployment has taken the place of ours, which is left alone. */
  | { readonly kind: 'replaced'; readonly because: string }
  /** It could not be begun, or there is nothing to go back to. */
  | { readonly kind: 'impossible'; readonly because: string };

/**
 * Asks ECS to go back from our deployment, by one call: StopServiceDeployment where there is a service deployment to stop,
 * UpdateService to what was there before where not, or where ECS can't stop it.
 *
 * Source: contracts.md, "Watching a deployment"; docs/reference/ecs.md, "Service deployments".
 *
 * @param serviceDeploymentArn of our deployment while it goes on; undefined when it is over or can't be seen.
 */
export async function goBack(
  begun: Begun,
  before: Before | undefined,
  serviceDeploymentArn: string | undefined,
  surroundings: WriteSurroundings,
): Promise<GoingBack> {
  if (begun.from === undefined || !before) {
    return {
      kind: 'impossible',
      because: 'this is the first deployment of the service, and there is nothing to go back to',
    };
  }
  if (serviceDeploymentArn !== undefined) {
    const asked = await stop(serviceDeploymentArn, surroundings.aws);
    if (asked) return asked;
  }
  if (begun.from === begun.taskDefinition && before.changed.length === 0) {
    return { kind: 'impossible', because: 'the revision before is the same, and only its image has moved' };
  }
  return updateBack(begun, before, surroundings);
}

/** ECS was asked to stop our deployment, and goes back by itself. */
export const HEARD: GoingBack = { kind: 'stopped', isHeard: true };

/** Undefined where StopServiceDeployment is not to be had: it is denied, or ECS does not know how to here. */
async function stop(serviceDeploymentArn: string, aws: Aws): Promise<GoingBack | undefined> {
  try {
    const lost = 'A deployment is rolled back by a further UpdateService.';
    return await aws.gaps.unlessDenied(lost, async () => {
      await aws.serviceDeployments.rollBack(serviceDeploymentArn);
      return HEARD;
    });
  } catch (error) {
    // Asking twice does no harm, and what became of the first time shows in the next looks.
    if (isAwsError(error, 'lost', 'throttled')) return { kind: 'stopped', isHeard: false };
    if (!isAwsError(error, 'refused', 'missing')) throw error;
    return isConflict(error) ? { kind: 'refused', because: error.message } : undefined;
  }
}

/** It can't be stopped in the state that it is in. */
function isConflict({ code }: AwsError): boolean {
  return code === 'ConflictException';
}

async function updateBack(begun: Begun, before: Before, surroundings: WriteSurroundings): Promise<GoingBack> {
  const { aws } = surroundings;
  const last = await lastLook(begun, surroundings);
  if (last.kind !== 'ours') return last;
  const old = fieldsBefore(before);
  const { cluster, from: taskDefinition = '' } = begun;
  const write = { cluster, service: begun.service, before: last.service, taskDefinition };
  const send = () =>
    aws.services.update({
      ...old,
      cluster,
      service: begun.service,
      taskDefinition,
    });
  try {
    const updated = await writeOnce(write, send, surroundings);
    const back = begunBy(updated, begun.cluster, begun.taskDefinition, before.service);
    return back
      ? { kind: 'updated', begun: { ...back, service: begun.service } }
      : { kind: 'impossible', because: 'ECS began no deployment' };
  } catch (error) {
    if (isAwsError(error, 'denied')) return { kind: 'impossible', because: error.message };
    if (isRolledBack(error)) return HEARD;
    throw error;
  }
}

/**
 * Looks once more, right before the update, whether ours is what ECS works towards: an update would undo whatever it is.
 * An answer that shows an older deployment is stale and is asked for again.
 */
async function lastLook(
  begun: Begun,
  { aws, clock, signal }: WriteSurroundings,
): Promise<GoingBack | { readonly kind: 'ours'; readonly service: Service }> {
  const { cluster, service, deploymentId, createdAt } = begun;
  for (let waited = 0; ; waited++) {
    const found = await aws.services.find(cluster, service);
    const primary = found && primaryOf(found);
    if (found && primary?.id === deploymentId) return { kind: 'ours', service: found };
    if (found && isGoingBack(found, begun)) return HEARD;
    if (primary?.createdAt && primary.createdAt > createdAt)
      return {
        kind: 'replaced',
        because: `ECS works towards ${revisionName(primary.taskDefinition ?? '')} in the place of this deployment by now`,
      };
    // A cancelled run has no time to ask again.
    if (waited === SHOWS_WHEN_QUIET_SECONDS || signal?.aborted === true)
      return { kind: 'impossible', because: 'ECS does not show the deployment as the one it works towards' };
    await clock.sleep(1, signal);
  }
}

/** Whether ECS goes back by itself: its event says so, or an older deployment that began anew. */
function isGoingBack(service: Service, { createdAt, olderIds }: Begun): boolean {
  const primary = primaryOf(service);
  const isOldAgain = olderIds.includes(primary?.id ?? '') && (primary?.createdAt ?? createdAt) > createdAt;
  return isOldAgain || saysRollingBack(eventsSince(service, createdAt));
}
