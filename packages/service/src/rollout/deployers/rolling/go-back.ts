import type { Service } from '@aws-sdk/client-ecs';
import {
  confirming,
  isAwsError,
  NotSentError,
  SHOWS_WHEN_QUIET_SECONDS,
  type Aws,
  type AwsError,
  type Moment,
} from '@fargate-actions/aws';
import { primaryOf } from '../../../service-deployments.ts';
import { begunBy, type Begun } from '../../begun.ts';
import { eventsSince, saysRollingBack } from '../../events.ts';
import { changedFields, countBefore, fieldsBefore, type Before } from '../../fields-before.ts';
import { HEARD, type GoingBack } from '../../stage.ts';
import { revisionName } from '../../verdict.ts';
import { isReplaced, isRolledBack, writeOnce, type ServiceWrite, type WriteContext } from '../../write-once.ts';

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
  context: WriteContext,
): Promise<GoingBack> {
  if (begun.from === undefined || !before) {
    return {
      kind: 'impossible',
      because: 'this is the first deployment of the service, and there is nothing to go back to',
    };
  }
  if (serviceDeploymentArn !== undefined) {
    const asked = await stop(serviceDeploymentArn, context.aws);
    if (asked) return asked;
  }
  if (begun.from === begun.taskDefinition && changedFields(before).length === 0) {
    return { kind: 'impossible', because: 'the revision before is the same, and only its image has moved' };
  }
  return updateBack(begun, before, context);
}

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

/** So often what was about to be sent was too old by then: AWS, or the runner, is too slow for it. */
const MOST_LOOKS = 5;

async function updateBack(begun: Begun, before: Before, context: WriteContext): Promise<GoingBack> {
  for (let looks = 1; ; looks++) {
    const last = await lastLook(begun, context);
    if (last.kind !== 'ours') return last;
    try {
      return await updateFrom(last, begun, before, context);
    } catch (error) {
      if (isRolledBack(error)) return HEARD;
      if (isReplaced(error)) return { kind: 'replaced', because: error.message };
      const isNotSent = error instanceof NotSentError;
      // Why it was to go back is what the run ends with.
      if (isAwsError(error, 'denied', 'lost') || (isNotSent && looks === MOST_LOOKS))
        return { kind: 'impossible', because: error.message };
      if (!isNotSent) throw error;
      await pause(looks, context);
    }
  }
}

/** A throttled update is not sent again without another look, and ECS wants a pause before. A cancelled run has no time for it. */
async function pause(seconds: number, { clock, signal }: WriteContext): Promise<void> {
  if (signal?.aborted === true) await clock.sleep(0.3);
  else await clock.sleep(seconds, signal);
}

/** @throws NotSentError where what was seen is too old by the time at which the update would be sent, or sent again. */
async function updateFrom(last: Ours, begun: Begun, before: Before, context: WriteContext): Promise<GoingBack> {
  const { aws } = context;
  const old = { ...fieldsBefore(before), ...(before.restoresCount === true && countBefore(before, last.service)) };
  const { cluster, service, from: taskDefinition = '' } = begun;
  const isSurelyNew = taskDefinition !== begun.taskDefinition || old.forceNewDeployment === true;
  const write: ServiceWrite = {
    cluster,
    service,
    before: last.service,
    taskDefinition,
    begins: isSurelyNew ? 'a deployment' : 'perhaps one',
  };
  const confirm = confirming(aws, last.moment);
  const send = () => aws.services.update({ ...old, cluster, service, taskDefinition }, { confirm });
  const updated = await writeOnce(write, send, context);
  const back = begunBy(updated, cluster, begun.taskDefinition, before.service);
  return back
    ? { kind: 'updated', begun: { ...back, service } }
    : { kind: 'impossible', because: 'ECS began no deployment' };
}

/** A look that shows ours as what ECS works towards. */
interface Ours {
  readonly kind: 'ours';
  readonly service: Service;
  readonly moment: Moment;
}

/**
 * Looks once more, right before the update, whether ours is what ECS works towards: an update would undo whatever it is.
 * An answer that shows an older deployment is stale and is asked for again.
 */
async function lastLook(begun: Begun, { aws, clock, signal }: WriteContext): Promise<GoingBack | Ours> {
  const { cluster, service, deploymentId, createdAt } = begun;
  for (let waited = 0; ; waited++) {
    const moment = aws.moment();
    const found = await aws.services.find(cluster, service);
    const primary = found && primaryOf(found);
    if (found && primary?.id === deploymentId) return { kind: 'ours', service: found, moment };
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
