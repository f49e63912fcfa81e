import type { Diagnostics, Position } from '@fargate-actions/files';
import { type Address, type Changes, refused } from '@fargate-actions/plan';
import { OFF_HOURS_TAG } from '@fargate-actions/service';
import { thereAre, type ServicesOfCluster } from '../services-of-cluster.ts';

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

/** Says that a service is not there: an error where it was asked for, and no reason to leave the others as they are. */
export function reportNoService(
  { name, cluster, at, isNamed }: OffHoursSpec,
  others: ServicesOfCluster,
  diagnostics: Diagnostics,
): void {
  const message = `There is no service ${name} on the cluster ${cluster}`;
  if (isNamed) diagnostics.error(at, 'scaling/no-such-service', `${message}.`, thereAre(others));
  else diagnostics.notice(at, 'scaling/no-such-service', `${message}: it is left out.`, thereAre(others));
}

/** What can't be done with a service whose tag says nothing that this tool wrote. */
export function refuseUnreadable(name: string): Changes<never> {
  return refused(
    `The tag ${OFF_HOURS_TAG} of ${name} is not one that this tool wrote: what it had before is not known.`,
    'Set its desired count and limits by hand, and remove the tag.',
  );
}
