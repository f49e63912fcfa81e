import type { ACTIONS, COUNT_TYPES, STORAGE_CLASSES, TAG_STATUSES } from './policy-shape.ts';

/** A rule of a lifecycle policy, in ECR's words. */
export interface LifecycleRule {
  /** Unique; the lowest number is applied first. */
  readonly rulePriority: number;
  readonly description?: string;
  readonly tagStatus: (typeof TAG_STATUSES)[number];
  /** For `tagged`: every pattern must match one of the image's tags; `*` stands for any characters. */
  readonly tagPatterns: readonly string[];
  readonly storageClass: (typeof STORAGE_CLASSES)[number];
  readonly countType: (typeof COUNT_TYPES)[number];
  /** Images to keep, or days. */
  readonly countNumber: number;
  readonly action: (typeof ACTIONS)[number];
}

/** A lifecycle policy that was read and found in order. */
export interface LifecyclePolicy {
  /** By priority, the first to be applied first; without those that say what this version does not know. */
  readonly rules: readonly LifecycleRule[];
  /** The JSON for ECR, with all that the file says. */
  readonly text: string;
}

/** A rule as people know it: its number, and its description where it has one. */
export function ruleName({ rulePriority, description }: LifecycleRule): string {
  return `rule ${rulePriority}${description ? ` (${JSON.stringify(description)})` : ''}`;
}
