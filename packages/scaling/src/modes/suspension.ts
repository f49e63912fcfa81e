import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/documents';
import { NO_CHANGES, refused, resource, type Changes, type Resource } from '@fargate-actions/engine';
import { formatOffHoursMark, OFF_HOURS_TAG, servicesOfCluster, type OffHoursMark } from '@fargate-actions/service';
import { scalableTargetAddress } from '../resources/scaling-spec.ts';
import { refuseUnreadable, reportNoService } from './off-hours-spec.ts';
import {
  registration,
  rememberedBy,
  targetDifferences,
  targetMark,
  targetOutputs,
  withinLimits,
  type ServiceAndTarget,
  type TargetMark,
} from './off-hours-state.ts';

/** A service whose scaling is stopped for a while, or goes on. */
export interface SuspensionSpec {
  readonly name: string;
  readonly cluster: string;
  readonly mode: 'suspend' | 'resume';
  readonly at: Position | undefined;
  /** Somebody asked for this very service, and not for all that there are. */
  readonly isNamed: boolean;
}

/** What has to be written, in this order. */
export interface SuspensionRequest {
  /** Of a service in its off-hours: what it is to have when they end. */
  readonly mark?: { readonly arn: string; readonly text: string };
  readonly settings?: Pick<ReturnType<typeof registration>, 'SuspendedState'>;
}

/** Suspends or resumes all that scales a service: around a migration, or in an incident. */
export function suspensionResource(spec: SuspensionSpec, aws: Aws): Resource {
  const { cluster, name } = spec;
  return resource<SuspensionSpec, ServiceAndTarget, SuspensionRequest>({
    address: scalableTargetAddress(name),
    continueOnFailure: true,
    resolve: () => Promise.resolve(spec),
    read: async () => {
      const lost = `How many tasks ${name} has, and whether it is in its off-hours, is not known: its scaling is changed all the same.`;
      const [target, seen] = await Promise.all([
        aws.scalableTargets.find(cluster, name),
        aws.gaps.unlessDenied(lost, async () => ({ service: await aws.services.find(cluster, name) })),
      ]);
      const isMissing = seen !== undefined && (!seen.service || seen.service.status === 'INACTIVE');
      return { target, service: seen?.service, ...(isMissing && { others: await servicesOfCluster(cluster, aws) }) };
    },
    plan: (found, _wanted, _values, diagnostics) => planSuspension(found, spec, diagnostics),
    outputs: ({ target }) => (target ? targetOutputs(targetMark(target)) : {}),
    apply: async ({ mark, settings }, _values, { found, noteWrite }) => {
      if (mark) {
        await sentAgainWhenLost(() => aws.services.tag(mark.arn, { [OFF_HOURS_TAG]: mark.text }));
        noteWrite(`the tag ${OFF_HOURS_TAG} with what it is to have when its off-hours end`);
      }
      if (settings) await sentAgainWhenLost(() => aws.scalableTargets.register(cluster, name, settings));
      return { outputs: targetOutputs(targetMark({ ...found?.target, ...settings })) };
    },
  });
}

/** Which kinds of scaling are to be suspended or resumed, now and after a service's off-hours; the limits stay. */
export function planSuspension(
  found: ServiceAndTarget | undefined,
  spec: SuspensionSpec,
  diagnostics: Diagnostics,
): Changes<SuspensionRequest> {
  const { name, mode, at } = spec;
  const { service, target, others } = found ?? {};
  if (others) {
    reportNoService(spec, others, diagnostics);
    return NO_CHANGES;
  }
  if (!target) {
    diagnostics.notice(at, 'scaling/no-target', `Nothing scales ${name}: there is nothing to ${mode}.`);
    return NO_CHANGES;
  }
  const remembered = service && rememberedBy(service);
  if (remembered === 'unreadable') return refuseUnreadable(name);
  const [before, isSuspended] = [targetMark(target), mode === 'suspend'];
  const all = { scaleIn: isSuspended, scaleOut: isSuspended, scheduled: isSuspended };
  // A schedule would wake what is in its off-hours.
  const after = { ...before, suspended: { ...all, scheduled: isSuspended || remembered?.target !== undefined } };
  const changedTarget = targetDifferences(before, after);
  const { desiredCount } = service ?? {};
  const becomes = desiredCount === undefined ? undefined : withinLimits(desiredCount, before);
  if (changedTarget.length > 0 && becomes !== desiredCount) {
    return refuseOutsideLimits(name, mode, desiredCount ?? 0, before);
  }
  const mark = remembered?.target && changedMark(remembered, { ...remembered.target, suspended: all });
  if (changedTarget.length === 0 && !mark) return NO_CHANGES;
  return {
    action: 'update',
    differences: [...changedTarget, ...(mark ? [mark] : [])],
    ifInterrupted: 'Run this again to finish it.',
    request: {
      ...(mark && { mark: { arn: service?.serviceArn ?? '', text: mark.to } }),
      ...(changedTarget.length > 0 && { settings: { SuspendedState: registration(after).SuspendedState } }),
    },
    ...(mark && { note: 'in its off-hours: so it is when they end' }),
  };
}

/** How a mark changes with its target, if it does. */
function changedMark(remembered: OffHoursMark, target: TargetMark) {
  const [from, to] = [formatOffHoursMark(remembered), formatOffHoursMark({ ...remembered, target })];
  return from === to ? undefined : { path: `tags[${OFF_HOURS_TAG}]`, from, to };
}

/**
 * Whatever of a target is registered, Application Auto Scaling brings the service between its limits: tasks that somebody
 * stopped by hand would run again.
 *
 * Source: API reference, RegisterScalableTarget.
 */
function refuseOutsideLimits(
  name: string,
  mode: SuspensionSpec['mode'],
  desiredCount: number,
  limits: TargetMark,
): Changes<never> {
  const { minCapacity, maxCapacity } = limits;
  const becomes = withinLimits(desiredCount, limits);
  return refused(
    `${name} has ${desiredCount} tasks, outside of its limits (${minCapacity} to ${maxCapacity}): to ${mode} its scaling would make ${becomes} of them.`,
    `Give it limits that ${desiredCount} is within, by \`mode: apply\`, or a count within its limits; then ${mode} it.`,
  );
}
