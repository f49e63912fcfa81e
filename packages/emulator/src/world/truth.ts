import { nameIn, revisionOf, serviceOfArn } from '../services/ecs/find.ts';
import type { ContainerMoment, Ending, World } from './world.ts';

/** What really became of one deployment; `ended` is absent while it goes on. */
export interface DeploymentTruth {
  readonly service: string;
  readonly deploymentId: string;
  readonly serviceDeploymentArn: string;
  readonly taskDefinition: string;
  readonly startedAt: number;
  readonly ended?: Ending['ended'];
  readonly endedAt?: number;
  /** The behaviour that doomed it, `alarm`, or `request` for a rollback that was asked for. */
  readonly cause?: string;
}

/** What really became of every deployment, in the order in which they began. */
export function truth(world: World): DeploymentTruth[] {
  return world.serviceDeployments.map((item) => {
    const ending = world.endings.find(({ deploymentId }) => deploymentId === item.deploymentId);
    const service = serviceOfArn(world, item.serviceArn);
    const cause =
      ending?.cause ?? item.cause ?? service?.deployments.find(({ id }) => id === item.deploymentId)?.firstFailure;
    const { workload } = revisionOf(world, item.targetRevisionArn);
    return {
      service: service?.name ?? nameIn(item.serviceArn),
      deploymentId: item.deploymentId,
      serviceDeploymentArn: item.arn,
      taskDefinition: nameIn(workload.taskDefinitionArn),
      startedAt: (item.createdAt - world.startAt) / 1000,
      ...(ending && { ended: ending.ended, endedAt: ending.at }),
      ...(ending?.ended !== 'succeeded' && cause !== undefined && { cause }),
    };
  });
}

/** How many of the matching containers ran at once, at every moment at which that changed. */
export function runningAtOnce(
  world: World,
  matches: (moment: ContainerMoment) => boolean,
): { readonly at: number; readonly running: number }[] {
  let running = 0;
  return world.containerTimeline.filter(matches).map((moment) => {
    running += moment.happened === 'started' ? 1 : -1;
    return { at: moment.at, running };
  });
}
