import type { Aws, Clock } from '@fargate-actions/aws';
import type { Diagnostics, Workspace } from '@fargate-actions/documents';
import type { BuildRequest } from '../build/request.ts';
import { commitTime } from '../git/commit-time.ts';
import { inputsHash } from '../inputs-hash/inputs-hash.ts';
import { readImages } from '../lifecycle/read-images.ts';
import { openRegistry, type RegistryAccess } from '../login/registry-access.ts';
import type { Processes } from '../processes.ts';
import { taggedName } from '../references/image-place.ts';
import { isImmutableTag, type Mutability } from '../references/tags.ts';
import { mutabilityOf } from '../repository/mutability.ts';
import { verifyImage } from '../verify/verify-image.ts';
import { buildRequest, CACHE_TAG } from './build-request.ts';
import type { ImageToBuild } from './image-to-build.ts';
import { factsOfPresent, imageWork, presentTags, type ImageWork, type PresentTags } from './present-image.ts';

/** What is there, and what is to be done about the image. */
export interface Survey {
  readonly access: RegistryAccess;
  readonly mutability: Mutability;
  readonly present: PresentTags;
  readonly work: ImageWork;
  /** The build, should there be one. */
  readonly request: BuildRequest;
}

/** What a survey needs of the world. */
export interface SurveyContext {
  readonly workspace: Workspace;
  readonly processes: Processes;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: { mask(secret: string): void };
}

/** Looks at the repository and at what the image is made of. Reads only, and needs no docker. */
export async function surveyImage(image: ImageToBuild, aws: Aws, context: SurveyContext): Promise<Survey> {
  const { workspace, processes, signal } = context;
  const [access, hash, committedAt] = await Promise.all([
    openRegistry(image, image.registryIds, aws, context),
    inputsHash(image, workspace, processes, signal),
    commitTime(image.context, workspace, processes, signal),
  ]);
  const [mutability, present] = await Promise.all([
    mutabilityFor(image, access, aws),
    presentTags(access.reader, image.tags),
  ]);
  const work = imageWork(image.tags, present, hash, image.isRebuilt);
  const isInline = image.cache === 'inline' && work.kind === 'build';
  const earlier = isInline ? await earlierImages(present, access, aws) : [];
  const request = buildRequest(image, access.place, { inputsHash: hash, committedAt, earlier });
  return { access, mutability, present, work, request };
}

/** Reports a cache that can't be written, and what a container can't run in an image that is there. */
export async function checkSurvey(
  { access, mutability, work }: Survey,
  { cache, requirements }: ImageToBuild,
  diagnostics: Diagnostics,
): Promise<void> {
  checkCacheTag(cache, mutability, diagnostics);
  if (work.kind === 'build' || requirements.length === 0) return;
  const facts = await factsOfPresent(work.image, requirements, access.reader);
  for (const diagnostic of verifyImage(facts, requirements)) diagnostics.add(diagnostic);
}

/** As the repository will be once this run has set it up. */
async function mutabilityFor({ mutability }: ImageToBuild, { ecr }: RegistryAccess, aws: Aws): Promise<Mutability> {
  if (mutability) return mutability;
  const lost = 'Whether its tags can be moved is not known before the push.';
  return mutabilityOf(await aws.gaps.optional(lost, () => aws.repositories.find(ecr)));
}

/** A cache that moves with every build can't lie under a tag that must not. */
function checkCacheTag(cache: ImageToBuild['cache'], mutability: Mutability, diagnostics: Diagnostics): void {
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
