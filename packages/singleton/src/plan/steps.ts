import type { Cause } from '@fargate-actions/engine';
import type { Mark } from '../mark.ts';
import type { LostWrite, SingletonEnd } from '../memory.ts';
import type { TaskSeen } from '../observation.ts';
import type { Refusal } from '../refusal.ts';

/** What is to be done after one look. */
export type Step =
  | { readonly kind: 'wait'; readonly seconds: number; readonly for: string; readonly looksAt?: 'lock' }
  | { readonly kind: 'fix settings'; readonly desiredCount: number | undefined }
  | { readonly kind: 'remove scalable target' }
  | { readonly kind: 'stop strays'; readonly tasks: readonly TaskSeen[] }
  | { readonly kind: 'lock'; readonly takesOverFrom: string | undefined }
  | { readonly kind: 'renew lock' }
  | { readonly kind: 'mark'; readonly mark: Pick<Mark, 'from' | 'to'> }
  /** Who has the lock needs no mark: something takes it away each time. */
  | { readonly kind: 'do without mark' }
  | {
      readonly kind: 'drain';
      readonly isForced: boolean;
      /** A revision to set meanwhile, where none is to be started. */
      readonly taskDefinition: string | undefined;
    }
  | { readonly kind: 'start'; readonly taskDefinition: string }
  | { readonly kind: 'unmark' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'done'; readonly end: SingletonEnd }
  | Remembered;

/** Steps that call nothing: only what the run remembers changes, and the same look is planned on. */
export type Remembered =
  | { readonly kind: 'refuse'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'do without lock' }
  | { readonly kind: 'find own lock' }
  | {
      readonly kind: 'begin';
      readonly target: string;
      readonly good: string | undefined;
      /** What a killed step of the same run may have sent just before. */
      readonly lost: readonly LostWrite[];
    }
  /** `isDrained`: desired 0 holds still, so far as we know. */
  | { readonly kind: 'go on draining'; readonly isDrained: boolean }
  | { readonly kind: 'find drained' }
  | { readonly kind: 'find started' }
  | { readonly kind: 'restore'; readonly cause: Cause }
  | { readonly kind: 'end'; readonly end: SingletonEnd };

export type StepKind = Step['kind'];
