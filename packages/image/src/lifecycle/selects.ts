import type { LifecycleRule } from './policy.ts';
import type { StoredImage } from './stored-image.ts';

/**
 * Whether an image fits a rule's storage class and tagging requirements.
 *
 * Each pattern must match one of the tags, and all patterns must. Source: ECR user guide, "Lifecycle policy evaluation
 * rules".
 */
export function selects(rule: LifecycleRule, image: StoredImage): boolean {
  if ((image.archivedAt === undefined ? 'standard' : 'archive') !== rule.storageClass) return false;
  switch (rule.tagStatus) {
    case 'any':
      return true;
    case 'untagged':
      return image.tags.length === 0;
    case 'tagged':
      return rule.tagPatterns.every((pattern) => image.tags.some((tag) => matches(pattern, tag)));
  }
}

/** Whether a tag fits a pattern in which `*` stands for any characters, also none. */
export function matches(pattern: string, tag: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return tag === start;
  if (!tag.startsWith(start)) return false;
  // The leftmost place for each part leaves the most for those behind it: no other needs to be tried.
  let from = start.length;
  for (const part of rest) {
    const found = tag.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return tag.length - end.length >= from && tag.endsWith(end);
}
