import type { ServiceDeploymentStatus } from '@aws-sdk/client-ecs';
import type { DeploymentMark } from '../generated/service-facts.ts';

/** A service deployment as a mark tells it. */
export interface MarkedDeployment {
  readonly arn: string;
  readonly createdAt: Date;
  readonly status: string;
  /** The task definition that it brought; undefined where that can't be known. */
  readonly taskDefinition: string | undefined;
}

/** Deployments that a graph shows: more would hide the lines. */
export const MARKS_SHOWN = 10;

/** The newest deployments of a service as marks on its graphs, newest first, in whatever order they are given. */
export function deploymentMarks(deployments: readonly MarkedDeployment[]): DeploymentMark[] {
  return newest(deployments).map(({ arn, createdAt, status, taskDefinition }) => {
    const what = taskDefinition?.split('/').at(-1) ?? `deployment ${arn.split('/').at(-1)?.slice(0, 8) ?? ''}`;
    const how = statusWord(status);
    return { at: createdAt, label: how === undefined ? what : `${what} ${how}` };
  });
}

/** The newest of deployments, newest first: the ARN decides between those of one moment. */
export function newest<D extends Pick<MarkedDeployment, 'arn' | 'createdAt'>>(deployments: readonly D[]): D[] {
  return [...deployments]
    .sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.arn < other.arn ? -1 : 1))
    .slice(0, MARKS_SHOWN);
}

/**
 * How it ended, where that was not well: while it goes on, its mark is what it will be when all goes well, so that the
 * end changes nothing.
 */
const WORDS: Readonly<Record<ServiceDeploymentStatus, string | undefined>> = {
  PENDING: undefined,
  IN_PROGRESS: undefined,
  SUCCESSFUL: undefined,
  STOP_REQUESTED: 'stopped',
  STOPPED: 'stopped',
  ROLLBACK_REQUESTED: 'rolled back',
  ROLLBACK_IN_PROGRESS: 'rolled back',
  ROLLBACK_SUCCESSFUL: 'rolled back',
  ROLLBACK_FAILED: 'rolled back, which failed',
};

function statusWord(status: string): string | undefined {
  return Object.entries(WORDS).find(([known]) => known === status)?.[1];
}
