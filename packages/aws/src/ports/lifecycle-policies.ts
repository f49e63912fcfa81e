import type { LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus } from '@aws-sdk/client-ecr';
import { isAwsError } from '../errors.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';
import { inPlace, type ImagePlace } from './images.ts';

/** What ECR says a lifecycle policy would do. */
export interface LifecyclePreview {
  /** `IN_PROGRESS`, `COMPLETE`, `EXPIRED`, `FAILED`. */
  readonly status: LifecyclePolicyPreviewStatus | undefined;
  /** The policy that was previewed, as text. */
  readonly policy: string | undefined;
  /** The images that it acts on; none before it is COMPLETE. */
  readonly results: readonly LifecyclePolicyPreviewResult[];
}

/** Lifecycle policies of ECR's repositories. */
export function lifecyclePolicies(wire: Wire) {
  return {
    /** The policy's text, or undefined when the repository has none, or is not there. */
    async find(place: ImagePlace): Promise<string | undefined> {
      try {
        return (await wire.call('ecr:GetLifecyclePolicy', inPlace(place))).lifecyclePolicyText;
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    async put(place: ImagePlace, policy: string): Promise<void> {
      await wire.call('ecr:PutLifecyclePolicy', { ...inPlace(place), lifecyclePolicyText: policy });
    },
    /** Takes the policy away; that there was none is fine. */
    async remove(place: ImagePlace): Promise<void> {
      try {
        await wire.call('ecr:DeleteLifecyclePolicy', inPlace(place));
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
    /**
     * Asks ECR to work out what a policy would do: the one given, or the repository's own.
     *
     * @returns false when a preview, perhaps of another policy, is under way already.
     */
    async startPreview(place: ImagePlace, policy?: string): Promise<boolean> {
      try {
        await wire.call('ecr:StartLifecyclePolicyPreview', {
          ...inPlace(place),
          ...(policy !== undefined && { lifecyclePolicyText: policy }),
        });
        return true;
      } catch (error) {
        if (isAwsError(error) && error.code === 'LifecyclePolicyPreviewInProgressException') return false;
        throw error;
      }
    },
    /** The last preview, with all of its pages; undefined when none was started. */
    async preview(place: ImagePlace): Promise<LifecyclePreview | undefined> {
      try {
        let status: LifecyclePolicyPreviewStatus | undefined;
        let policy: string | undefined;
        const results = await allPages('ecr:GetLifecyclePolicyPreview', async (nextToken) => {
          const answer = await wire.call('ecr:GetLifecyclePolicyPreview', {
            ...inPlace(place),
            maxResults: 100,
            ...(nextToken && { nextToken }),
          });
          ({ status, lifecyclePolicyText: policy } = answer);
          return { items: answer.previewResults, next: answer.nextToken };
        });
        return { status, policy, results };
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
  };
}
