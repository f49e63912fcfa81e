import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import {
  commitTime,
  factsOfPresent,
  imageWork,
  inputsHash,
  isImmutableTag,
  mutabilityOf,
  presentTags,
  readImages,
  taggedName,
  verifyImage,
  type BuildRequest,
  type ImageWork,
  type Mutability,
  type PresentTags,
} from '@fargate-actions/image';
import { buildRequest, CACHE_TAG, hashedRequest } from './build-request.ts';
import type { BuildPushInputs } from '../../../../actions/build-push-ecr/src/inputs.ts';
import { openRegistry, type RegistryAccess } from '../login/registry-access.ts';
import type { WantedImage } from '../../../operations/src/build/wanted-image.ts';

/** What is there, and what is to be done about the image. */
export interface Survey {
  readonly access: RegistryAccess;
  readonly mutability: Mutability;
  readonly present: PresentTags;
  readonly work: ImageWork;
  /** The build, should there be one. */
  readonly request: BuildRequest;
}

/** Looks at the repository and at what the image is made of. Reads only, and needs no docker. */
export async function surveyed(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  aws: Aws,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Survey> {
  const { workspace, processes, signal, run } = context;
  const [access, hash, committedAt] = await Promise.all([
    openRegistry(wanted, wanted.registryIds, aws, context),
    inputsHash(hashedRequest(wanted, inputs), workspace, processes, signal),
    commitTime(wanted.context, workspace, processes, signal),
  ]);
  const [mutability, present] = await Promise.all([
    mutabilityFor(wanted, access, aws),
    presentTags(access.reader, wanted.tags),
  ]);
  checkCacheTag(inputs, mutability, diagnostics);
  const work = imageWork(wanted.tags, present, hash, inputs.rebuild);
  if (work.kind !== 'build' && wanted.requirements.length > 0) {
    const facts = await factsOfPresent(work.image, wanted.requirements, access.reader);
    for (const diagnostic of verifyImage(facts, wanted.requirements)) diagnostics.add(diagnostic);
  }
  const isInline = inputs.cache === 'inline' && work.kind === 'build';
  const earlier = isInline ? await earlierImages(present, access, aws) : [];
  const request = buildRequest(wanted, inputs, access.place, { inputsHash: hash, committedAt, run, earlier });
  return { access, mutability, present, work, request };
}

/** As the repository will be once this run has set it up. */
async function mutabilityFor({ mutability }: WantedImage, { ecr }: RegistryAccess, aws: Aws): Promise<Mutability> {
  if (mutability) return mutability;
  const lost = 'Whether its tags can be moved is not known before the push.';
  return mutabilityOf(await aws.gaps.optional(lost, () => aws.repositories.find(ecr)));
}

/** A cache that moves with every build can't lie under a tag that must not. */
function checkCacheTag({ cache }: BuildPushInputs, mutability: Mutability, diagnostics: Diagnostics): void {
  if (cache !== 'registry' || !isImmutableTag(CACHE_TAG, mutability)) return;
  diagnostics.error(
    undefined,
    'image/cache',
    `The cache \`registry\` moves the tag \`${CACHE_TAG}\` with every build, and the repository does not let a tag move.`,
    `Exclude it: \`image-tag-mutability: IMMUTABLE_WITH_EXCLUSION ${CACHE_TAG}\`. Or set \`cache: inline\`.`,
  );
}

/** The names of images whose layers are likely those of this one: the tags as they are now, else the newest image. */
async function earlierImages({ digests }: PresentTags, access: RegistryAccess, aws: Aws): Promise<string[]> {
  const name = (tag: string) => taggedName(access.place, tag);
  if (digests.size > 0) return [...digests.keys()].map(name);
  const lost = 'The cache `inline` does not know the newest image, and begins with nothing.';
  const images = (await aws.gaps.optional(lost, () => readImages(access.ecr, aws))) ?? [];
  const [newest] = images.filter(({ tags }) => tags.length > 0).sort((a, b) => b.pushedAt - a.pushedAt);
  return (newest?.tags ?? []).slice(0, 1).map(name);
}
