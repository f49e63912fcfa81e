import type { Aws, ImagePlace } from '@fargate-actions/aws';
import { NO_CHANGES, resource, type Address, type Ref, type Resource } from '@fargate-actions/engine';
import { deployedTag, type DeployedTo } from './deployed-tag.ts';
import { movesOf, setDeployedTag, withoutTag, type TagMove } from './set-deployed-tag.ts';

/**
 * The tag by which a lifecycle policy knows that an image is deployed, as a resource of its own that comes after the
 * service. What runs well is not called a failure for its tag: what goes wrong is a warning, and a notice where the tags
 * may not even be read.
 *
 * @param digest of the image as the task definition names it, or the output of the resource that builds it: then the tags
 *   are looked at when it is known.
 * @param hasOwn whether the image gets a tag of its own, because the service runs another one of the repository besides.
 */
export function deployedTagResource(
  place: ImagePlace,
  to: DeployedTo,
  digest: string | Ref,
  hasOwn: boolean,
  after: readonly Address[],
  aws: Aws,
): Resource {
  const tag = deployedTag(to, hasOwn && typeof digest === 'string' ? { digest } : 'current');
  return resource<undefined, readonly TagMove[], 'set'>({
    address: { kind: 'deployed tag', name: `${place.repositoryName}:${tag}` },
    after,
    failureIsWarning: true,
    resolve: () => Promise.resolve(undefined),
    needs: typeof digest === 'string' ? [] : [digest],
    read: async () => {
      if (typeof digest !== 'string') return undefined;
      return aws.gaps.optional(withoutTag(to, digest, hasOwn), () => movesOf(place, to, digest, aws, hasOwn));
    },
    plan: (moves = [], _wanted, values) => {
      const differences =
        typeof digest === 'string'
          ? moves.map(({ tag, from, image }) => ({ path: tag, from, to: image.digest }))
          : [{ path: tag, from: undefined, to: values.planned(digest) }];
      return differences.length === 0 ? NO_CHANGES : { action: 'update', differences, request: 'set' };
    },
    // The tags may have moved since: they are looked at again.
    apply: async (_request, values) => {
      await setDeployedTag(place, to, values.known(digest), aws, hasOwn);
      return { outputs: {} };
    },
  });
}
