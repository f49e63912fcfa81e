import type { Diagnostics, Position } from '@fargate-actions/documents';
import { type Address, type Changes, refused } from '@fargate-actions/engine';
import { missingService, OFF_HOURS_TAG, type ServicesOfCluster } from '@fargate-actions/service';

/** A service whose off-hours begin or end. */
export interface OffHoursSpec {
  readonly name: string;
  readonly cluster: string;
  /** Where stack.yml has it. */
  readonly at: Position | undefined;
  /** Somebody asked for this very service, and not for all that there are. */
  readonly isNamed: boolean;
  /** It is of an environment whose users never sleep. */
  readonly isProduction?: boolean;
  /** Of a singleton, and of a service that may be one. */
  readonly startsAlone?: StartsAlone;
}

/** Sees to it that the one task of a singleton starts beside no other. */
export interface StartsAlone {
  /** Somebody said that it is a singleton: nobody has to be told so by what the service had. */
  readonly isSingleton: boolean;
  /** Why it can't be started now, as one look shows; undefined where nothing is against it. */
  readonly whyNot: () => Promise<{ readonly message: string; readonly hint: string } | undefined>;
  /**
   * Has it started as soon as no task of it is left. Until then, and while it is, no other run of ours replaces it.
   *
   * @param start is given what confirms a call that starts something right before it is sent.
   * @throws Error where something else turns up that runs what it runs.
   */
  readonly start: (start: (confirm: () => void) => Promise<void>, signal: AbortSignal | undefined) => Promise<void>;
}

/** The address of a service's off-hours in a plan. */
export function offHoursAddress(service: string): Address {
  return { kind: 'off-hours', of: service };
}

/**
 * Says that a service is not there: an error where it was asked for, and no reason to leave the others as they are. A
 * cluster that does not exist is an error in any case: nothing of it can be as it was asked for.
 */
export function reportNoService(
  { name, cluster, at, isNamed }: Pick<OffHoursSpec, 'name' | 'cluster' | 'at' | 'isNamed'>,
  others: ServicesOfCluster,
  diagnostics: Diagnostics,
): void {
  const { what, message, hint } = missingService(cluster, name, others);
  // Once for all services of the cluster.
  if (what === 'cluster') diagnostics.error(undefined, 'scaling/no-such-cluster', message, hint);
  else if (isNamed) diagnostics.error(at, 'scaling/no-such-service', message, hint);
  else diagnostics.notice(at, 'scaling/no-such-service', `${message} It is left out.`, hint);
}

/** What can't be done with a service whose tag says nothing that this tool wrote. */
export function refuseUnreadable(name: string): Changes<never> {
  return refused(
    `The tag ${OFF_HOURS_TAG} of ${name} is not one that this tool wrote: what it had before is not known.`,
    'Set its desired count and limits by hand, and remove the tag.',
  );
}
