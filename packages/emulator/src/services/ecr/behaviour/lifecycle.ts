import { matchesPattern } from '../../../world/pattern.ts';
import type { Image } from '../model.ts';
import type { LifecycleRule, LifecycleSelection } from './lifecycle-policy.ts';
import { manifestOf } from './manifest.ts';

/** An image on which a rule acts. */
export interface LifecycleAct {
  readonly image: Image;
  readonly rule: LifecycleRule;
}

/**
 * What a policy does to a repository's images at a moment.
 *
 * All rules see all images. An image that matches a rule is out of reach of the rules below it, whether that rule acts on
 * it or not; and an image of an index stays as long as the index does.
 * Source: reference/ecs-facts.md, "ECR", and ECR's user guide, "Examples of lifecycle policies".
 *
 * @param rules by priority.
 */
export function lifecycleActs(images: readonly Image[], rules: readonly LifecycleRule[], now: number): LifecycleAct[] {
  const inAnIndex = new Set(
    images.flatMap(({ manifest }) => manifestOf(manifest)?.children.map(({ digest }) => digest) ?? []),
  );
  const claimed = new Set<Image>();
  const acts: LifecycleAct[] = [];
  for (const rule of rules) {
    const matching = images.filter((image) => isSelected(image, rule.selection));
    for (const image of overdue(matching, rule.selection, now))
      if (!claimed.has(image) && !inAnIndex.has(image.digest)) acts.push({ image, rule });
    for (const image of matching) claimed.add(image);
  }
  return acts.sort((one, other) => one.image.pushedAt - other.image.pushedAt);
}

/** Whether a rule is about the image. Several prefixes or patterns must each be met by one of its tags. */
function isSelected({ tags }: Image, { tagStatus, tagPrefixList, tagPatternList }: LifecycleSelection): boolean {
  switch (tagStatus) {
    case 'any':
      return true;
    case 'untagged':
      return tags.length === 0;
    case 'tagged': {
      const patterns = tagPatternList ?? tagPrefixList?.map((prefix) => `${prefix}*`) ?? [];
      return patterns.every((pattern) => tags.some((tag) => matchesPattern(pattern, tag)));
    }
  }
}

const DAY = 24 * 60 * 60 * 1000;

function overdue(
  images: readonly Image[],
  { countType, countNumber }: LifecycleSelection,
  now: number,
): readonly Image[] {
  switch (countType) {
    case 'imageCountMoreThan':
      return images.toSorted((one, other) => other.pushedAt - one.pushedAt).slice(countNumber);
    case 'sinceImagePushed':
      return images.filter(({ pushedAt }) => now - pushedAt >= countNumber * DAY);
    case 'sinceImagePulled':
      return images.filter(({ pushedAt, lastPulledAt = pushedAt }) => now - lastPulledAt >= countNumber * DAY);
    case 'sinceImageTransitioned':
      // Nothing is archived here.
      return [];
  }
}
