import { isAwsError, type Aws } from '@fargate-actions/aws';
import { begunBy, type Begun } from './begun.ts';
import { fieldsBefore, type Before } from './fields-before.ts';
import { writeOnce, type WriteSurroundings } from './write-once.ts';

/** How going back was begun. */
export type GoingBack =
  /** ECS was asked to stop our deployment and to go back: it is still the same service deployment. */
  | { readonly kind: 'stopped' }
  /** The service was updated to what it was: a deployment of its own. */
  | { readonly kind: 'updated'; readonly begun: Begun }
  /** It could not be begun, or there is nothing to go back to. */
  | { readonly kind: 'impossible'; readonly because: string };

/**
 * Asks ECS to go back from our deployment, by one call: StopServiceDeployment where there is a service deployment to stop,
 * UpdateService to what was there before where not.
 *
 * Source: contracts.md, "Watching a deployment"; reference/ecs-facts.md: StopServiceDeployment with ROLLBACK works even
 * where no rollback is configured.
 *
 * @param serviceDeploymentArn of our deployment while it goes on; undefined when it is over or can't be seen.
 */
export async function goBack(
  begun: Begun,
  before: Before | undefined,
  serviceDeploymentArn: string | undefined,
  surroundings: WriteSurroundings,
): Promise<GoingBack> {
  const { aws } = surroundings;
  if (begun.from === undefined || !before) {
    return {
      kind: 'impossible',
      because: 'this is the first deployment of the service, and there is nothing to go back to',
    };
  }
  if (serviceDeploymentArn !== undefined) {
    const asked = await aws.gaps.unlessDenied('A deployment is rolled back by a further UpdateService.', () =>
      stop(serviceDeploymentArn, aws),
    );
    if (asked) return { kind: 'stopped' };
  }
  if (begun.from === begun.taskDefinition && before.changed.length === 0) {
    return { kind: 'impossible', because: 'the revision before is the same, and only its image has moved' };
  }
  return updateBack(begun, before, surroundings);
}

/** Whether ECS goes back: it may have begun to by itself while we asked, which is as good. */
async function stop(serviceDeploymentArn: string, aws: Aws): Promise<boolean> {
  try {
    await aws.serviceDeployments.rollBack(serviceDeploymentArn);
    return true;
  } catch (error) {
    // Lost: asking twice does no harm, and what became of it shows in the next look.
    if (isAwsError(error, 'lost', 'throttled')) return true;
    if (isAwsError(error, 'refused', 'missing')) return true;
    throw error;
  }
}

async function updateBack(begun: Begun, before: Before, surroundings: WriteSurroundings): Promise<GoingBack> {
  const { aws } = surroundings;
  const old = fieldsBefore(before);
  const { cluster, from: taskDefinition = '' } = begun;
  const write = { cluster, service: begun.service, deploymentBefore: begun.deploymentId, taskDefinition };
  const send = () =>
    aws.services.update({
      ...old,
      cluster,
      service: begun.service,
      taskDefinition,
    });
  try {
    const updated = await writeOnce(write, send, surroundings);
    const back = begunBy(updated, begun.cluster, begun.taskDefinition);
    return back
      ? { kind: 'updated', begun: { ...back, service: begun.service } }
      : { kind: 'impossible', because: 'ECS began no deployment' };
  } catch (error) {
    if (isAwsError(error, 'denied')) return { kind: 'impossible', because: error.message };
    throw error;
  }
}
