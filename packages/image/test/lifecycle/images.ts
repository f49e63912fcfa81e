import type { LifecyclePolicy, LifecycleRule } from '../../src/lifecycle/policy.ts';
import type { StoredImage } from '../../src/lifecycle/stored-image.ts';

/** The moment at which tests look. */
export const NOW = Date.UTC(2026, 10, 23);

const DAY_MS = 24 * 60 * 60 * 1000;

/** So many days before the moment at which tests look, in milliseconds since the epoch. */
export function daysAgo(days: number): number {
  return NOW - days * DAY_MS;
}

/** An image that was pushed so many days ago. */
export function anImage(digest: string, daysOld: number, more: Partial<StoredImage> = {}): StoredImage {
  return { digest, tags: [], pushedAt: daysAgo(daysOld), ...more };
}

/** Images pushed a day apart, the oldest first: `i1`, `i2`, ... with tags `sha-1`, `sha-2`, ... */
export function imagesDaily(count: number): StoredImage[] {
  return Array.from({ length: count }, (_, index) =>
    anImage(`i${index + 1}`, count - index, { tags: [`sha-${index + 1}`] }),
  );
}

/** A rule that keeps the last image of any tag, but for what is given. */
function aRule(rule: Partial<LifecycleRule> = {}): LifecycleRule {
  return {
    rulePriority: 1,
    tagStatus: rule.tagPatterns ? 'tagged' : 'any',
    tagPatterns: [],
    storageClass: 'standard',
    countType: 'imageCountMoreThan',
    countNumber: 1,
    action: 'expire',
    ...rule,
  };
}

/** A policy of these rules; they get the priorities 1, 2, ... */
export function aPolicy(...rules: Partial<LifecycleRule>[]): LifecyclePolicy {
  return { rules: rules.map((rule, index) => aRule({ rulePriority: index + 1, ...rule })), text: '{}' };
}
