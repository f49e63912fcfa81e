import type { Remembered, Step } from '../plan/steps.ts';

/** A step that calls AWS. */
export type Act = Exclude<Step, Remembered | { readonly kind: 'wait' | 'done' }>;
