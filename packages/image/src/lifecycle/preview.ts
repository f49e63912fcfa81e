import { sentAgainWhenLost, type Aws, type Clock, type ImagePlace } from '@fargate-actions/aws';
import { drive, type Process } from '@fargate-actions/engine';

/** A preview that takes longer is not waited for: our own evaluation stands in for it. */
const PATIENCE_SECONDS = 20;
const POLL_SECONDS = 1;

/** What ECR's preview says would go now: digests, with the priorities of the rules that take them. */
export type Preview = ReadonlyMap<string, number>;

/**
 * What ECR itself says a policy would take now; undefined where it is denied, fails, or takes too long.
 *
 * @param text the policy as ECR gets it.
 * @param signal ends the wait.
 */
export async function previewPolicy(
  place: ImagePlace,
  text: string,
  aws: Aws,
  context: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): Promise<Preview | undefined> {
  const lost = 'ECR’s own preview of the lifecycle policy is not asked; our own evaluation decides.';
  return aws.gaps.optionalRead(lost, async () => {
    const isStarted = await sentAgainWhenLost(() => aws.lifecyclePolicies.startPreview(place, text));
    // Another preview that is under way may be of another policy: whose it is can't be told from its images.
    return isStarted ? drive(waitForPreview(place, aws, context.clock), context) : undefined;
  });
}

type PreviewSeen = Awaited<ReturnType<Aws['lifecyclePolicies']['preview']>>;

function waitForPreview(place: ImagePlace, aws: Aws, clock: Clock): Process<PreviewSeen, Preview | undefined> {
  const until = clock.now() + PATIENCE_SECONDS * 1000;
  return {
    observe: () => aws.lifecyclePolicies.preview(place),
    next: (seen) => {
      if (seen?.status === 'COMPLETE') return { kind: 'done', result: takenBy(seen) };
      const isOver = seen?.status === 'FAILED' || seen?.status === 'EXPIRED' || clock.now() >= until;
      return isOver ? { kind: 'done', result: undefined } : { kind: 'wait', seconds: POLL_SECONDS };
    },
  };
}

function takenBy({ results }: NonNullable<PreviewSeen>): Preview {
  return new Map(
    results.flatMap(({ imageDigest, appliedRulePriority }) =>
      imageDigest === undefined || appliedRulePriority === undefined ? [] : [[imageDigest, appliedRulePriority]],
    ),
  );
}
