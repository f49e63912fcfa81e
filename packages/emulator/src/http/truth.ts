import type { Ending, World } from '../world/world.ts';
import { secondsOf } from '../world/world.ts';

/** What is really so, whatever any answer says: for judges of what a client believed. */
export interface Truth {
  /** Seconds from the world's start. */
  readonly at: number;
  readonly endings: readonly Ending[];
  readonly services: readonly ServiceTruth[];
}

export interface ServiceTruth {
  readonly name: string;
  readonly cluster: string;
  readonly status: string;
  readonly desiredCount: number;
  readonly taskDefinition: string;
  /** Tasks that run or are on their way there or from there: `family:revision`, status, and whether they are to run. */
  readonly tasks: readonly { readonly id: string; readonly taskDefinition: string; readonly status: string }[];
}

/** The ground truth of a world at this moment. */
export function truth(world: World): Truth {
  return {
    at: secondsOf(world),
    endings: world.endings,
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
  };
}

/** What stands behind the last slash of an ARN. */
const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
