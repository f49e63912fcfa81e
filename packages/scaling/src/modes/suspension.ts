import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, Position } from '@fargate-actions/files';
import { NO_CHANGES, resource, type Changes, type Resource } from '@fargate-actions/plan';
import { scalableTargetAddress } from '../resources/scaling-spec.ts';
import { registration, targetMark, targetOutputs } from './off-hours-state.ts';
import { targetDifferences } from './scale-to-zero.ts';

/** A service whose scaling is stopped for a while, or goes on. */
export interface SuspensionSpec {
  readonly name: string;
  readonly cluster: string;
  readonly mode: 'suspend' | 'resume';
  readonly at: Position | undefined;
}

type SuspensionRequest = Pick<ReturnType<typeof registration>, 'SuspendedState'>;

/** Suspends or resumes all that scales a service: around a migration, or in an incident. */
export function suspensionResource(spec: SuspensionSpec, aws: Aws): Resource {
  const { cluster, name } = spec;
  return resource<SuspensionSpec, ScalableTarget, SuspensionRequest>({
    address: scalableTargetAddress(name),
    resolve: () => Promise.resolve(spec),
    read: () => aws.scalableTargets.find(cluster, name),
    plan: (found, _wanted, _values, diagnostics) => planSuspension(found, spec, diagnostics),
    outputs: (found) => targetOutputs(targetMark(found)),
    apply: async (request, _values, { found }) => {
      await sentAgainWhenLost(() => aws.scalableTargets.register(cluster, name, request));
      return { outputs: targetOutputs(targetMark({ ...found, ...request })) };
    },
  });
}

/** Which kinds of scaling are to be suspended or resumed; the limits stay. */
export function planSuspension(
  found: ScalableTarget | undefined,
  { name, mode, at }: SuspensionSpec,
  diagnostics: Diagnostics,
): Changes<SuspensionRequest> {
  if (!found) {
    diagnostics.notice(at, 'scaling/no-target', `Nothing scales ${name}: there is nothing to ${mode}.`);
    return NO_CHANGES;
  }
  const before = targetMark(found);
  const isSuspended = mode === 'suspend';
  const after = { ...before, suspended: { scaleIn: isSuspended, scaleOut: isSuspended, scheduled: isSuspended } };
  const differences = targetDifferences(before, after);
  if (differences.length === 0) return NO_CHANGES;
  return { action: 'update', differences, request: { SuspendedState: registration(after).SuspendedState } };
}
