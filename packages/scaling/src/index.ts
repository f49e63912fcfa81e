export { readScaling } from './file/read-scaling.ts';
export type { WantedAction, WantedPolicy, WantedScaling, WantedTarget } from './file/wanted.ts';
export { offHoursActions } from './modes/off-hours-schedule.ts';
export { restoreResource } from './modes/restore.ts';
export { offHoursAddress, scaleToZeroResource, type OffHoursSpec } from './modes/scale-to-zero.ts';
export { suspensionResource, type SuspensionSpec } from './modes/suspension.ts';
export { scalingResources } from './resources/scaling-resources.ts';
export { scalableTargetAddress, type ScalingSpec } from './resources/scaling-spec.ts';
export type { ScaledService } from './scaled-service.ts';
