import type { Cause } from '@fargate-actions/engine';
import type { RolloutReport } from '../rollout-report.ts';
import type { Begun } from './begun.ts';
import type { Before } from './fields-before.ts';
import type { Patience } from './patience.ts';
import type { RolloutSeen } from './seen.ts';
import type { RolloutSettings } from './settings.ts';

/** What a rollout is and where it happens. */
export interface Rollout {
  readonly begun: Begun;
  readonly before: Before | undefined;
  readonly settings: RolloutSettings;
  readonly patience: Patience;
  /** It is to go back wherever it stands: the run undoes what it did. */
  readonly isUndo?: boolean;
}

/** Where a rollout stands: what one look can't say. */
export type Stage =
  | { readonly kind: 'rolling out' }
  /** We asked ECS to go back, because of what was seen then. */
  | {
      readonly kind: 'going back';
      readonly how: GoingBack;
      /** When it was asked for the first time, and for the last. */
      readonly since: number;
      readonly askedAt: number;
      readonly asks: number;
      readonly why: WhyBack;
    };

/** Why a rollout is to go back. */
export interface WhyBack {
  readonly cause: Cause;
  readonly seen: RolloutSeen;
  /** ECS itself had ended the deployment. */
  readonly isOver: boolean;
}

/** What to do after one look. */
export type Step =
  | { readonly kind: 'wait' }
  | { readonly kind: 'go back'; readonly seen: RolloutSeen; readonly why: WhyBack }
  | { readonly kind: 'end'; readonly end: RolloutReport };

/** How going back was begun. */
export type GoingBack =
  /** ECS was asked to stop our deployment and to go back: it is still the same service deployment. */
  | {
      readonly kind: 'stopped';
      /** False where the answer was lost: only then is it worth asking again. */
      readonly isHeard: boolean;
    }
  /** The service was updated to what it was: a deployment of its own. */
  | { readonly kind: 'updated'; readonly begun: Begun }
  /** ECS refused for good: the deployment is over, or goes back already. What becomes of it shows in the next looks. */
  | { readonly kind: 'refused'; readonly because: string }
  /** Another deployment has taken the place of ours, which is left alone. */
  | { readonly kind: 'replaced'; readonly because: string }
  /** It could not be begun, or there is nothing to go back to. */
  | { readonly kind: 'impossible'; readonly because: string };

/** ECS was asked to stop our deployment, and goes back by itself. */
export const HEARD: GoingBack = { kind: 'stopped', isHeard: true };
