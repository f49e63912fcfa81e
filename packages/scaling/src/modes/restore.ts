import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Difference, type Resource } from '@fargate-actions/plan';
import { OFF_HOURS_TAG, type OffHoursMark } from '@fargate-actions/service';
import {
  readServiceAndTarget,
  registration,
  rememberedBy,
  serviceOutputs,
  targetMark,
  type ServiceAndTarget,
} from './off-hours-state.ts';
import { offHoursAddress, reportNoService, targetDifferences, type OffHoursSpec } from './scale-to-zero.ts';

/** What has to be written, in this order; the tag goes last. */
export interface RestoreRequest {
  readonly arn: string;
  readonly target?: NonNullable<OffHoursMark['target']>;
  readonly desiredCount?: number;
}

/** Ends a service's off-hours: gives it back what it had before, from its tag. */
export function restoreResource(spec: OffHoursSpec, aws: Aws): Resource {
  return resource<OffHoursSpec, ServiceAndTarget, RestoreRequest>({
    address: offHoursAddress(spec.name),
    resolve: () => Promise.resolve(spec),
    read: () => readServiceAndTarget(spec.cluster, spec.name, aws),
    plan: (found, _wanted, _values, diagnostics) => planRestore(found, spec, diagnostics),
    outputs: ({ service, target }) => serviceOutputs(service?.desiredCount, target && targetMark(target)),
    apply: async ({ arn, target, desiredCount }, _values, { signal, found }) => {
      const { cluster, name } = spec;
      // A target that is registered starts tasks up to its minimum.
      if (desiredCount !== undefined) await spec.untilStopped?.(signal);
      if (target) await sentAgainWhenLost(() => aws.scalableTargets.register(cluster, name, registration(target)));
      if (desiredCount !== undefined) {
        await sentAgainWhenLost(() => aws.services.update({ cluster, service: name, desiredCount }));
      }
      await sentAgainWhenLost(() => aws.services.untag(arn, [OFF_HOURS_TAG]));
      const before = found?.target && targetMark(found.target);
      return { outputs: serviceOutputs(desiredCount ?? found?.service?.desiredCount, target ?? before) };
    },
  });
}

/**
 * What a service needs to be as it was before its off-hours; nothing, when it is not in them.
 *
 * Tasks are started only while there are none: a service that somebody woke keeps the number that it has.
 */
export function planRestore(
  found: ServiceAndTarget | undefined,
  spec: OffHoursSpec,
  diagnostics: Diagnostics,
): Changes<RestoreRequest> {
  const { service, target } = found ?? {};
  if (!service) {
    reportNoService(spec, diagnostics);
    return NO_CHANGES;
  }
  const remembered = rememberedBy(service);
  if (remembered === undefined) return NO_CHANGES;
  if (remembered === 'unreadable') {
    diagnostics.error(
      spec.at,
      'scaling/off-hours-mark',
      `The tag ${OFF_HOURS_TAG} of ${spec.name} is not one that this tool wrote: what it had before is not known.`,
      'Set its desired count and limits by hand, and remove the tag.',
    );
    return NO_CHANGES;
  }
  const changedTarget = remembered.target ? targetDifferences(target && targetMark(target), remembered.target) : [];
  const { desiredCount = 0 } = service;
  const wakes = desiredCount === 0 && remembered.desiredCount > 0;
  const differences: Difference[] = [
    ...changedTarget,
    ...(wakes ? [{ path: 'desiredCount', from: desiredCount, to: remembered.desiredCount }] : []),
    { path: `tags[${OFF_HOURS_TAG}]`, from: 'present', to: undefined },
  ];
  return {
    action: 'update',
    differences,
    request: {
      arn: service.serviceArn ?? '',
      ...(remembered.target && changedTarget.length > 0 && { target: remembered.target }),
      ...(wakes && { desiredCount: remembered.desiredCount }),
    },
  };
}
