import { DIGEST } from '../references/image-place.ts';

/**
 * The digest that buildx has pushed, from its metadata file; undefined when it does not say.
 *
 * Source: docs.docker.com, "docker buildx build", `--metadata-file`.
 */
export function digestInMetadata(text: string): string | undefined {
  const metadata: unknown = JSON.parse(text);
  const digest =
    typeof metadata === 'object' && metadata !== null && 'containerimage.digest' in metadata
      ? metadata['containerimage.digest']
      : undefined;
  return typeof digest === 'string' && DIGEST.test(digest) ? digest : undefined;
}

/** The digest that `docker push` has pushed: `v1: digest: sha256:... size: 733`; undefined when it does not say. */
export function digestInPushOutput(text: string): string | undefined {
  return /^\S+: digest: (sha256:[0-9a-f]{64}) size: \d+$/m.exec(text)?.[1];
}
