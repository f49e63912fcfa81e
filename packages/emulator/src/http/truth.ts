import { truth as deploymentTruths, type DeploymentTruth } from '../world/truth.ts';
import { secondsOf, type ContainerMoment, type World } from '../world/world.ts';

/** What is really so, whatever any answer says: for judges of what a client believed. */
export interface Truth {
  /** Seconds from the world's start. */
  readonly at: number;
  readonly deployments: readonly DeploymentTruth[];
  readonly services: readonly ServiceTruth[];
  /** When containers really started and stopped: how many beats ran at once. */
  readonly containers: readonly ContainerMoment[];
}

interface ServiceTruth {
  readonly name: string;
  readonly cluster: string;
  readonly status: string;
  readonly desiredCount: number;
  /** `family:revision`. */
  readonly taskDefinition: string;
  /** Those that are not STOPPED. */
  readonly tasks: readonly { readonly id: string; readonly taskDefinition: string; readonly status: string }[];
}

/** The ground truth of a world at this moment. */
export function truth(world: World): Truth {
  return {
    at: secondsOf(world),
    deployments: deploymentTruths(world),
    services: world.services.map((service) => ({
      name: service.name,
      cluster: lastOf(service.clusterArn),
      status: service.status,
      desiredCount: service.desiredCount,
      taskDefinition: lastOf(service.workload.taskDefinitionArn),
      tasks: world.tasks
        .filter(({ serviceArn, lastStatus }) => serviceArn === service.arn && lastStatus !== 'STOPPED')
        .map(({ id, taskDefinitionArn, lastStatus }) => ({
          id,
          taskDefinition: lastOf(taskDefinitionArn),
          status: lastStatus,
        })),
    })),
    containers: world.containerTimeline,
  };
}

/** What stands behind the last slash of an ARN. */
const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
