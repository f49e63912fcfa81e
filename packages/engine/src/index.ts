export { addressText, isSameAddress, type Address } from './address.ts';
export { allWritten } from './all-written.ts';
export { applyPlan, refusedIn, type ApplyContext, type Outcome } from './apply.ts';
export { isCancelled } from './cancelled.ts';
export type { Expansion, PlanItem } from './expansion.ts';
export { differences, type Rules, type Wanted } from './compare.ts';
export { configurationResult } from './configuration-result.ts';
export { deletion, KnownAfterApply, NO_CHANGES, type Changes, type Difference } from './difference.ts';
export { hasChanges, planAll, type Plan } from './plan.ts';
export { refused, RefusedError } from './refusal.ts';
export { isWarning, outcomeStatus, runStatus } from './outcome-status.ts';
export { drive, type Process, type Turn } from './process.ts';
export type { Progress } from './progress.ts';
export type { Bar, Cause, Column, Facts, Report, RichText, Section } from './report.ts';
export { Ref, ref, Values, type Outputs } from './ref.ts';
export {
  resource,
  type Applied,
  type Applying,
  type Definition,
  type PlannedResource,
  type Resource,
  type Undo,
} from './resource.ts';
export { isGood, worstStatus, type Status } from './status.ts';
export { undo } from './undo.ts';
