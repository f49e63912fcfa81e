import type { Diagnostics, Position } from '@fargate-actions/documents';
import { DEPLOYED } from './deployed-tag.ts';
import { expiredInTheEnd, takenAfter, type Expiry } from './expired-by.ts';
import type { ImageInUse } from './image-in-use.ts';
import { lossesWithin, type Loss } from './losses.ts';
import { ruleName, type LifecyclePolicy } from './policy.ts';
import { afterPush, pushLikeTheLast, type Push } from './push.ts';
import { matches } from './selects.ts';
import type { StoredImage } from './stored-image.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A service whose image goes after fewer pushes than this is told beforehand. Source: contracts, issue 6. */
const PUSHES_TO_SPARE = 3;

/** A rule that counts days is told about so long before it takes an image in use. */
const DAYS_TO_SPARE = 30;

/** All that the question rests on whether a lifecycle policy is safe. */
export interface SafetyQuestion {
  readonly policy: LifecyclePolicy;
  /** The images as they are now. */
  readonly images: readonly StoredImage[];
  readonly inUse: readonly ImageInUse[];
  /** The push that this run makes; without one the next are like the last. */
  readonly push?: Push | undefined;
  /** The digests that ECR's own preview says would go now, with the priorities of their rules. */
  readonly preview?: ReadonlyMap<string, number> | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reports what a lifecycle policy does to images in use.
 *
 * An error when one goes now or by this run's push; a warning when fewer than three pushes remain, or thirty days.
 *
 * @param at where the policy stands.
 */
export function checkSafety(question: SafetyQuestion, at: Position | undefined, diagnostics: Diagnostics): void {
  const losses = lossesInUse(question);
  const known = new Set(losses.map(({ image }) => image.digest));
  for (const loss of losses) sayLoss(loss, question, at, diagnostics);
  for (const { image, rule } of expiringSoon(question)) {
    if (known.has(image.digest)) continue;
    const days = Math.max(0, Math.ceil(((takenAfter(rule, image) ?? question.now) - question.now) / DAY_MS));
    diagnostics.warning(
      at,
      'lifecycle/in-use-later',
      `${capital(ruleName(rule))} of the lifecycle policy ${TAKES[rule.action]} ${imageText(image)} in ${count(days, 'day')}, whatever is pushed; ${usersText(image, question.inUse)}.`,
      fix(image, question),
    );
  }
}

/** In how far each image in use is lost within the pushes that matter; ECR's preview has the word on what goes now. */
function lossesInUse(question: SafetyQuestion): Loss[] {
  const { policy, images, inUse, preview, now } = question;
  const keep = new Set(inUse.map(({ digest }) => digest));
  const push = question.push ?? pushLikeTheLast(images);
  const losses = lossesWithin(PUSHES_TO_SPARE - 1 + ownPushes(question), { policy, images, keep, push, now });
  const gone = new Set(losses.filter(({ pushes }) => pushes === 0).map(({ image }) => image.digest));
  const previewed = images.flatMap((image): Loss[] => {
    const priority = preview?.get(image.digest);
    const rule = policy.rules.find(({ rulePriority }) => rulePriority === priority);
    return rule && keep.has(image.digest) && !gone.has(image.digest) ? [{ image, rule, pushes: 0 }] : [];
  });
  const told = new Set(previewed.map(({ image }) => image.digest));
  return [...previewed, ...losses.filter(({ image }) => !told.has(image.digest))];
}

function sayLoss(loss: Loss, question: SafetyQuestion, at: Position | undefined, diagnostics: Diagnostics): void {
  const { image, rule, pushes } = loss;
  const left = pushes - ownPushes(question);
  const what = `${capital(ruleName(rule))} of the lifecycle policy ${TAKES[rule.action]} ${imageText(image)}`;
  const users = usersText(image, question.inUse);
  const hint = fix(image, question);
  if (pushes === 0) {
    diagnostics.error(at, 'lifecycle/in-use', `${what} within a day; ${users}.`, hint);
  } else if (left <= 0) {
    diagnostics.error(at, 'lifecycle/in-use', `${what} after this push; ${users}.`, hint);
  } else {
    diagnostics.warning(
      at,
      'lifecycle/in-use-soon',
      `${what} after ${count(left, 'more push', 'es')}; ${users}.`,
      hint,
    );
  }
}

/** The images in use that rules which count days take before long, though nothing is pushed but by this run. */
function expiringSoon({ policy, images, inUse, push, now }: SafetyQuestion): Expiry[] {
  const keep = new Set(inUse.map(({ digest }) => digest));
  const state = push ? afterPush(images, push, now) : images;
  return expiredInTheEnd(policy, state, now + DAYS_TO_SPARE * DAY_MS).filter(({ image }) => keep.has(image.digest));
}

function ownPushes({ push }: SafetyQuestion): number {
  return push ? 1 : 0;
}

const TAKES = { expire: 'deletes', transition: 'archives' } as const;

function usersText({ digest }: StoredImage, inUse: readonly ImageInUse[]): string {
  const uses = inUse.filter((use) => use.digest === digest);
  const services = [...new Set(uses.map(({ service }) => service))];
  return services
    .map((service) => {
      const by = uses.filter((use) => use.service === service).map((use) => use.by);
      if (by.includes('task')) return `tasks of ${service} run it`;
      return by.includes('task definition') ? `${service} starts its tasks from it` : `${service} goes back to it`;
    })
    .join(', ');
}

/** What to write into the policy; or, where that is there, what is missing. */
function fix(image: StoredImage, { policy, inUse }: SafetyQuestion): string {
  const services = inUse.filter(({ digest }) => digest === image.digest).map(({ service }) => service);
  const protecting = policy.rules.find(
    ({ tagPatterns, tagStatus }) =>
      tagStatus === 'tagged' && tagPatterns.every((pattern) => matches(pattern, `${DEPLOYED}x`)),
  );
  if (protecting && !image.tags.some((tag) => tag.startsWith(DEPLOYED))) {
    return `${capital(ruleName(protecting))} keeps images with a tag \`${DEPLOYED}*\`, and this one has none: deploy ${services[0] ?? 'the service'} once with deploy-ecs-service, which sets it, or set it by hand.`;
  }
  return `Put a rule before it that keeps what is deployed, and raise the numbers of the others: ${PROTECTING_RULE}. deploy-ecs-service sets these tags. Or raise countNumber, or deploy ${services[0] ?? 'the service'} more often.`;
}

const PROTECTING_RULE = JSON.stringify({
  rulePriority: 1,
  selection: {
    tagStatus: 'tagged',
    tagPatternList: [`${DEPLOYED}*`],
    countType: 'imageCountMoreThan',
    countNumber: 100,
  },
  action: { type: 'expire' },
});

function imageText({ digest, tags }: StoredImage): string {
  return tags.length === 0 ? digest : `${digest} (${tags.join(', ')})`;
}

function count(number: number, noun: string, plural = 's'): string {
  return `${number} ${noun}${number === 1 ? '' : plural}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
