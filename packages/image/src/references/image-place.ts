import type { Diagnostics } from '@fargate-actions/documents';

/** Where the images of a repository are pushed to and pulled from. */
export interface PushPlace {
  /** The host, with its port: `123456789012.dkr.ecr.eu-central-1.amazonaws.com`. */
  readonly registry: string;
  readonly repository: string;
}

/** `registry/repository:tag`. */
export function taggedName({ registry, repository }: PushPlace, tag: string): string {
  return `${registry}/${repository}:${tag}`;
}

/** `registry/repository@sha256:...` */
export function digestName({ registry, repository }: PushPlace, digest: string): string {
  return `${registry}/${repository}@${digest}`;
}

/** A digest as registries write it. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;

/**
 * Reads the host of the input `registry`; undefined, with an error, when it is none.
 *
 * A host begins with a letter, a digit or a bracket, so that docker never takes it for an option.
 */
export function registryHost(text: string, diagnostics: Diagnostics): string | undefined {
  const host = text.trim().replace(/\/$/, '');
  if (/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(host)) return host;
  diagnostics.error(
    undefined,
    'image/registry',
    `The input \`registry\` is ${JSON.stringify(text)}, which is no host.`,
    /^https?:/.test(host)
      ? 'Leave out `https://`: docker finds out by itself.'
      : 'Give a host, with its port where it has one: `123456789012.dkr-ecr.eu-central-1.on.aws`.',
  );
  return undefined;
}
