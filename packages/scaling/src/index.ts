export { checkAddedActions } from './file/conflicts.ts';
export { followedQueue } from './file/followed-queue.ts';
export { readScaling } from './file/read-scaling.ts';
export type { WantedAction, WantedPolicy, WantedScaling, WantedTarget } from './file/wanted.ts';
export { offHoursActions } from './modes/off-hours-schedule.ts';
export type { ServiceAndTarget } from './modes/off-hours-state.ts';
export { offHoursAddress, type OffHoursSpec, type StartsAlone } from './modes/off-hours-spec.ts';
export { planRestore, restoreResource, type RestoreRequest } from './modes/restore.ts';
export { planScaleToZero, scaleToZeroResource, type ZeroRequest } from './modes/scale-to-zero.ts';
export { planSuspension, suspensionResource, type SuspensionSpec } from './modes/suspension.ts';
export { formerScalingResource, planFormerScaling, type FormerScaling } from './resources/former-scaling.ts';
export { planTarget, type TargetState } from './resources/scalable-target.ts';
export { planPolicy, type PolicyState } from './resources/scaling-policy.ts';
export { scalingResources } from './resources/scaling-resources.ts';
export { unmanagedScalingAddress, type ScalingSpec } from './resources/scaling-spec.ts';
export { planAction } from './resources/scheduled-action.ts';
export { planUnmanaged } from './resources/unmanaged-scaling.ts';
export type { ScaledService } from './scaled-service.ts';
export { alarmState, type AlarmRule, type AlarmState } from './simulation/alarm.ts';
export type { SimulatedPolicy, StepPolicy, TrackingPolicy } from './simulation/policies.ts';
export {
  simulate,
  type LimitChange,
  type PolicySeries,
  type Simulation,
  type SimulationInput,
} from './simulation/simulate.ts';
export { trackingPolicy } from './simulation/tracking-policy.ts';
export { simulateChanges } from './simulation/simulate-changes.ts';
export type { ScalingToSimulate, ServiceSimulation } from './simulation/simulate-scaling.ts';
