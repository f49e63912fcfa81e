import { createHash } from 'node:crypto';

/** Every tag that says an image is deployed begins so: a lifecycle rule on `deployed-*` keeps them. */
export const DEPLOYED = 'deployed-';

/** The service that an image is deployed to. */
export interface DeployedTo {
  readonly cluster: string;
  readonly service: string;
}

/** ECR's longest tag. */
const LONGEST = 128;
const SHORT_DIGEST = 12;

/**
 * The tag that says which image a service runs.
 *
 * Where tags can move, a service has two: `deployed-CLUSTER.SERVICE` on what it runs, and the same with `.previous` on
 * what it goes back to. So no more images are kept than are needed, however often is deployed, and the rule that keeps
 * them never has to choose. Where tags are immutable each image gets its own, `deployed-CLUSTER.SERVICE.DIGEST`, and the
 * rule's count decides how many stay. The cluster is part of it because environments share a repository, and the point
 * because no name of a cluster or service has one.
 */
export function deployedTag(to: DeployedTo, which: 'current' | 'previous' | { readonly digest: string }): string {
  const end =
    which === 'current' ? '' : which === 'previous' ? '.previous' : `.${hexOf(which.digest).slice(0, SHORT_DIGEST)}`;
  return shortened(`${DEPLOYED}${to.cluster}.${to.service}`, LONGEST - end.length) + end;
}

/** A name too long for a tag is cut, and told from others that begin like it by a hash of it. */
function shortened(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, SHORT_DIGEST);
  return `${name.slice(0, longest - hash.length - 1)}-${hash}`;
}

function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}
