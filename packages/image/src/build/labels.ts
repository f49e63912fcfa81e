/** The hash of an image's inputs, by which a later run knows that it is there already. */
export const INPUTS_LABEL = 'fargate-actions.inputs';

/** What was found in the image when it was built. */
export const FACTS_LABEL = 'fargate-actions.facts';

/** The command of the user's that has succeeded in the image. */
export const COMMAND_LABEL = 'fargate-actions.verify-command';

/** What is known of the commit that is built. */
export interface CommitFacts {
  readonly sha?: string | undefined;
  /** Of the repository, for people. */
  readonly sourceUrl?: string | undefined;
  /** Seconds since the epoch. */
  readonly committedAt?: number | undefined;
}

/**
 * The labels of an image: OCI's own of its commit, what users give, and the hash of its inputs.
 *
 * The time is the commit's: that of the build would make every build another image.
 * Source: the OCI image specification, "Annotations".
 */
export function imageLabels(
  { sha, sourceUrl, committedAt }: CommitFacts,
  given: Readonly<Record<string, string>>,
  inputsHash: string,
): Record<string, string> {
  return {
    ...(sha && { 'org.opencontainers.image.revision': sha }),
    ...(sourceUrl && { 'org.opencontainers.image.source': sourceUrl }),
    ...(committedAt !== undefined && {
      'org.opencontainers.image.created': new Date(committedAt * 1000).toISOString().replace('.000Z', 'Z'),
    }),
    ...given,
    [INPUTS_LABEL]: inputsHash,
  };
}
