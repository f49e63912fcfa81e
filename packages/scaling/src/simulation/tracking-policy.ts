import { valueAt, type Json } from '@fargate-actions/documents';
import { CONFIGURATIONS } from '../file/file-shape.ts';
import type { WantedPolicy } from '../file/wanted.ts';
import type { TrackingPolicy } from './policies.ts';
import { trackedMetric } from './tracked-metric.ts';

const FIELD = CONFIGURATIONS.TargetTrackingScaling.field;

/** Seconds that Application Auto Scaling waits for ECS services where nothing is given. Source: the SDK's type documentation. */
const COOLDOWN_SECONDS = 300;

/**
 * A policy as the simulator takes it; undefined where it does not track a target: what a step policy's alarm is stands in
 * no scaling file, and a forecast is AWS's own.
 */
export function trackingPolicy({ type, fields }: Pick<WantedPolicy, 'type' | 'fields'>): TrackingPolicy | undefined {
  const at = (...path: string[]): Json | undefined => valueAt(fields, [FIELD, ...path]);
  const seconds = (field: string): number => {
    const value = at(field);
    return typeof value === 'number' ? value : COOLDOWN_SECONDS;
  };
  const targetValue = at('targetValue');
  if (type !== 'TargetTrackingScaling' || typeof targetValue !== 'number') return undefined;
  const { isPerTask, hasValueAtZero } = trackedMetric(fields);
  return {
    kind: 'target tracking',
    targetValue,
    scaleOutCooldownSeconds: seconds('scaleOutCooldown'),
    scaleInCooldownSeconds: seconds('scaleInCooldown'),
    scalesIn: at('disableScaleIn') !== true,
    isPerTask,
    ...(hasValueAtZero && { hasValueAtZero }),
  };
}
