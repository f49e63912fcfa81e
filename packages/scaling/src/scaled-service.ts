import type { Position } from '@fargate-actions/documents';

/** A service of a stack as its scaling needs to know it. */
export interface ScaledService {
  /** The ECS service's name. */
  readonly name: string;
  readonly cluster: string;
  /** The stack's name: begins the names of what is made for it. Undefined of a service that is scaled without one. */
  readonly stack: string | undefined;
  /** Of its service file: the least number of tasks where no minimum is given. */
  readonly desiredCount: number | undefined;
  /** It is given, and is no number: the room of services reports that. */
  readonly isDesiredCountWrong?: boolean;
  /** Of stack.yml: they go before the file's. */
  readonly minCapacity?: number | undefined;
  readonly maxCapacity?: number | undefined;
  /** What its load balancers name, ARN or name: empty without one. */
  readonly targetGroups: readonly string[];
  readonly isSingleton: boolean;
  /** Where stack.yml says how it scales. */
  readonly at: Position | undefined;
}

/** How Application Auto Scaling names the service. Source: reference/ecs-facts.md, "Application Auto Scaling". */
export function resourceId({ cluster, name }: Pick<ScaledService, 'cluster' | 'name'>): string {
  return `service/${cluster}/${name}`;
}

/**
 * What the names of all begin with that this tool makes for a stack, or, without one, for the services of a cluster:
 * policies have no tags. No stack's name begins with a full stop, so the two are never each other's.
 */
export function managedPrefix({ stack, cluster }: Pick<ScaledService, 'stack' | 'cluster'>): string {
  return stack === undefined ? `fargate-actions-.${cluster}.` : `fargate-actions-${stack}-`;
}
