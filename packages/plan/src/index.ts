export { addressText, isSameAddress, type Address } from './address.ts';
export { allWritten } from './all-written.ts';
export { applyPlan, refusedIn, type ApplySurroundings, type Outcome } from './apply.ts';
export { isCancelled } from './cancelled.ts';
export { differences, type Rules, type Wanted } from './compare.ts';
export { configurationResult, configurationStatus } from './configuration-status.ts';
export { deletion, KnownAfterApply, NO_CHANGES, type Changes, type Difference } from './difference.ts';
export { hasChanges, planAll, type Plan } from './plan.ts';
export { refused, RefusedError } from './refusal.ts';
export { Ref, ref, Values, type Outputs } from './ref.ts';
export {
  resource,
  type Applied,
  type Definition,
  type PlannedResource,
  type ProcessEnd,
  type Resource,
} from './resource.ts';
