import { DiagnosedError } from '@fargate-actions/documents';
import { INPUTS_LABEL } from '../build/labels.ts';
import { imageConfig, type ImageConfig } from './image-config.ts';
import { imagesBehind } from './image-manifests.ts';
import type { RegistryReader } from './registry-reader.ts';

/** An image that a registry has. */
export interface ExistingImage {
  readonly digest: string;
  /** Of each platform. */
  readonly configs: readonly ImageConfig[];
}

/** The image under a tag or digest; undefined when there is none. No layer is fetched. */
export async function findImage(registry: RegistryReader, reference: string): Promise<ExistingImage | undefined> {
  const found = await imagesBehind(registry, reference);
  if (!found) return undefined;
  const configs = await Promise.all(
    found.images.map(async ({ configDigest }) => imageConfig(await registry.config(configDigest))),
  );
  return { digest: found.digest, configs };
}

/** Whether an image was built from just these inputs: on every platform of it. */
export function isBuiltFrom({ configs }: ExistingImage, inputsHash: string): boolean {
  return configs.length > 0 && configs.every(({ labels }) => labels[INPUTS_LABEL] === inputsHash);
}

/**
 * Makes sure that the tags are on the image that was pushed.
 *
 * @throws DiagnosedError when the registry says otherwise: somebody moved a tag between the push and now.
 * @returns the digest by the registry's own words.
 */
export async function confirmPushed(
  registry: RegistryReader,
  tags: readonly string[],
  pushed: string | undefined,
): Promise<string> {
  const found = await Promise.all(tags.map(async (tag) => ({ tag, digest: (await registry.manifest(tag))?.digest })));
  const digest = pushed ?? found[0]?.digest;
  const moved = found.filter((entry) => entry.digest !== digest);
  if (digest === undefined || moved.length > 0) {
    throw new DiagnosedError(
      (digest === undefined ? found : moved).map(({ tag, digest: now }) => ({
        rule: 'image/moved-tag',
        severity: 'error',
        message:
          now === undefined
            ? `The tag \`${tag}\` was pushed, and the registry does not have it.`
            : `The tag \`${tag}\` was pushed on ${String(digest)} and is on ${now} now: another run pushed it meanwhile.`,
        hint: 'Let only one run at a time push a tag (`concurrency` in the workflow), or use tags of the commit only.',
      })),
    );
  }
  return digest;
}
