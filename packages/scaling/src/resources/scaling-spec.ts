import type { Address } from '@fargate-actions/engine';
import type { ScaledService } from '../scaled-service.ts';

/** How a service's scaling is brought about. */
export interface ScalingSpec {
  readonly service: ScaledService;
  /** Of the run; undefined where only the SDK knows it. */
  readonly region?: string | undefined;
  /** The service is made by this run, at this address: it need not be there yet. */
  readonly serviceAddress?: Address;
  /** Deletes what this tool made for the service and its files no longer have. */
  readonly prune: boolean;
  /** When the run plans, in milliseconds: what is over by then is not made again. */
  readonly now: number;
  /** The environment has off-hours: a target at 0 is left there until its start. */
  readonly hasOffHours?: boolean;
  /** The stack itself sees to Container Insights on its cluster. */
  readonly enablesContainerInsights?: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The address of a service's scalable target in a plan. */
export function scalableTargetAddress(service: string): Address {
  return { kind: 'scalable target', of: service };
}

/** The address of what else scales a service. */
export function unmanagedScalingAddress(service: string): Address {
  return { kind: 'other scaling', of: service };
}
