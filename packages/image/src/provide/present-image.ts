import { FACTS_LABEL } from '../build/labels.ts';
import { findImage, isBuiltFrom, type ExistingImage } from '../registry/existing-image.ts';
import type { RegistryReader } from '../registry/registry-reader.ts';
import { factsInLabel, factsOf, type ImageFacts } from '../verify/image-facts.ts';
import { openRegistryImage } from '../verify/open-image.ts';
import { questionsOf } from '../verify/programs-needed.ts';
import type { Requirements } from '../verify/requirements.ts';
import { isAnswered } from '../verify/verify-image.ts';

/** What a repository has under the tags of a run. */
export interface PresentTags {
  /** The digest that each tag is on; tags that are not there are absent. */
  readonly digests: ReadonlyMap<string, string>;
  /** The image under the first tag. */
  readonly image: ExistingImage | undefined;
}

/** Looks the tags up; of the image under the first one its configuration as well. */
export async function presentTags(registry: RegistryReader, tags: readonly string[]): Promise<PresentTags> {
  const [first = '', ...others] = tags;
  const [image, ...found] = await Promise.all([
    findImage(registry, first),
    ...others.map(async (tag) => [tag, (await registry.manifest(tag))?.digest] as const),
  ]);
  const all = [[first, image?.digest] as const, ...found];
  return { image, digests: new Map(all.flatMap(([tag, digest]) => (digest === undefined ? [] : [[tag, digest]]))) };
}

/** What is to be done so that the tags are on an image of these inputs. */
export type ImageWork =
  | { readonly kind: 'nothing'; readonly image: ExistingImage }
  /** The image is there, and these tags are not on it. */
  | { readonly kind: 'tag'; readonly image: ExistingImage; readonly tags: readonly string[] }
  | { readonly kind: 'build'; readonly why: string };

/**
 * Decides between building, tagging and leaving an image: the first tag tells whether it is there.
 *
 * @param isRebuilt builds even what is there.
 */
export function imageWork(
  tags: readonly string[],
  { image, digests }: PresentTags,
  inputsHash: string,
  isRebuilt: boolean,
): ImageWork {
  if (!image) return { kind: 'build', why: 'it is not there' };
  if (isRebuilt) return { kind: 'build', why: '`rebuild` is set' };
  if (!isBuiltFrom(image, inputsHash)) return { kind: 'build', why: 'the one that is there is of other inputs' };
  const missing = tags.filter((tag) => digests.get(tag) !== image.digest);
  return missing.length === 0 ? { kind: 'nothing', image } : { kind: 'tag', image, tags: missing };
}

/** What is known of an image that is there: by what is recorded with it, by its layers for what nobody asked before. */
export async function factsOfPresent(
  { digest, configs }: ExistingImage,
  requirements: readonly Requirements[],
  registry: RegistryReader,
): Promise<readonly ImageFacts[]> {
  const recorded = configs.flatMap((config) => factsInLabel(config, config.labels[FACTS_LABEL]) ?? []);
  if (recorded.length === configs.length && isAnswered(recorded, requirements)) return recorded;
  const images = await openRegistryImage(registry, digest);
  return images.map(({ config, tree }) => factsOf(config, tree, questionsOf(requirements, config)));
}
