import type { Clock } from './clock.ts';
import { isAwsError } from './errors.ts';
import type { Operation } from './operations.ts';
import type { Wire } from './wire.ts';

/** Something at AWS that some of its services may not have heard of yet. */
export interface Thing {
  readonly kind: 'cluster' | 'role' | 'load balancer of target group' | 'scalable target';
  /** A target group is named by its ARN, a scalable target by its resource id. */
  readonly name: string;
}

/** A role that is younger is new. */
const NEW_MINUTES = 10;

/** A role's age is told by the machine's clock, and that may be so far off. */
const CLOCK_OFF_MINUTES = 20;

/** Knows what is new at AWS: what this run has created, and what AWS itself shows to be new. */
export interface NewThings {
  /** Takes note of a write that has happened. */
  note(operation: Operation, input: object): void;
  /** Asks AWS where it must; a question that fails for any reason leaves the thing old. */
  isNew(thing: Thing): Promise<boolean>;
}

/**
 * What is new at AWS, as far as one can know.
 *
 * Roles have a time of creation; clusters and target groups have none. Source: docs/reference/ecs.md, "First use of an
 * account".
 */
export function newThings(wire: Wire, clock: Clock): NewThings {
  const known = new Set<string>();
  /** Roles that were asked for before they existed. */
  const absentRoles = new Set<string>();

  function isNewAtAws({ kind, name }: Thing): Promise<boolean> {
    switch (kind) {
      case 'role':
        return isNewRole(name);
      case 'load balancer of target group':
        return hasLoadBalancer(name);
      case 'cluster':
      case 'scalable target':
        return Promise.resolve(false);
    }
  }

  async function isNewRole(name: string): Promise<boolean> {
    try {
      const { Role } = await wire.call('iam:GetRole', { RoleName: name });
      const age = clock.now() - (Role?.CreateDate?.getTime() ?? 0);
      return absentRoles.has(name) || age < (NEW_MINUTES + CLOCK_OFF_MINUTES) * 60_000;
    } catch (error) {
      if (isAwsError(error, 'missing')) absentRoles.add(name);
      return false;
    }
  }

  /** A target group has one where ECS sees none: then it has got it only just now. */
  async function hasLoadBalancer(targetGroupArn: string): Promise<boolean> {
    try {
      const { TargetGroups } = await wire.call('elasticloadbalancing:DescribeTargetGroups', {
        TargetGroupArns: [targetGroupArn],
      });
      return (TargetGroups?.[0]?.LoadBalancerArns ?? []).length > 0;
    } catch {
      return false;
    }
  }

  return {
    note(operation, input) {
      const { clusterName, ResourceId } = input as { clusterName?: string; ResourceId?: string };
      if (operation === 'ecs:CreateCluster') known.add(keyOf({ kind: 'cluster', name: clusterName ?? 'default' }));
      const target = keyOf({ kind: 'scalable target', name: ResourceId ?? '' });
      if (operation === 'application-autoscaling:RegisterScalableTarget') known.add(target);
      if (operation === 'application-autoscaling:DeregisterScalableTarget') known.delete(target);
    },
    async isNew(thing) {
      const key = keyOf(thing);
      if (known.has(key)) return true;
      const isNew = await isNewAtAws(thing);
      if (isNew) known.add(key);
      return isNew;
    },
  };
}

const keyOf = ({ kind, name }: Thing): string => `${kind} ${name}`;
