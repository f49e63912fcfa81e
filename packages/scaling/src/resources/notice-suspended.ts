import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Diagnostics } from '@fargate-actions/documents';
import type { WantedTarget } from '../file/wanted.ts';
import type { ScalingSpec } from './scaling-spec.ts';

/**
 * Tells of scaling that somebody has suspended and the file says nothing of: it is left so, and nobody else would notice
 * that it was forgotten.
 */
export function noticeSuspended(
  { SuspendedState = {} }: Pick<ScalableTarget, 'SuspendedState'>,
  { suspendedState, minAt }: WantedTarget,
  { service: { name } }: ScalingSpec,
  diagnostics: Diagnostics,
): void {
  if (suspendedState) return;
  const { DynamicScalingInSuspended, DynamicScalingOutSuspended, ScheduledScalingSuspended } = SuspendedState;
  const kinds = [
    ...(DynamicScalingInSuspended ? ['in'] : []),
    ...(DynamicScalingOutSuspended ? ['out'] : []),
    ...(ScheduledScalingSuspended ? ['by schedule'] : []),
  ];
  if (kinds.length === 0) return;
  diagnostics.notice(
    minAt,
    'scaling/suspended',
    `The scaling of ${name} is suspended (${kinds.join(', ')}), and stays so.`,
    '`mode: resume` lets it go on.',
  );
}
