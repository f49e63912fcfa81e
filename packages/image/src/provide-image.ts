import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import { DiagnosedError, Diagnostics, type Diagnostic } from '@fargate-actions/files';
import { build, type BuildSurroundings, type StepCounts } from './build/build.ts';
import { checkBuilder, findBuilder, isFullBuilder, type Builder } from './build/builder.ts';
import { FACTS_LABEL, INPUTS_LABEL } from './build/labels.ts';
import type { BuildRequest } from './build/request.ts';
import { inputsHash } from './inputs-hash/inputs-hash.ts';
import type { Processes } from './processes.ts';
import { taggedName, type PushPlace } from './references/image-place.ts';
import type { PushedImage } from './references/outputs.ts';
import { checkImmutableTags, type Mutability } from './references/tags.ts';
import { confirmPushed, findImage, isBuiltFrom, type ExistingImage } from './registry/existing-image.ts';
import type { RegistryReader } from './registry/registry-reader.ts';
import { factsInLabel, factsOf, platformOf, recordedFacts, type ImageFacts } from './verify/image-facts.ts';
import { openArchive, openLocalImage, openRegistryImage, type OpenImage } from './verify/open-image.ts';
import { questionsOf } from './verify/programs-needed.ts';
import type { Requirements } from './verify/requirements.ts';
import { runVerifyCommand } from './verify/verify-command.ts';
import { isAnswered, verifyImage } from './verify/verify-image.ts';

/** An image that is wanted in a registry. */
export interface ImageOrder {
  readonly place: PushPlace;
  readonly tags: readonly string[];
  /** Its names and the hash of its inputs are added. */
  readonly request: Omit<BuildRequest, 'names'>;
  readonly mutability: Mutability;
  /** Builds even what is there. */
  readonly isRebuilt: boolean;
  /** What containers ask of it; undefined: it is not looked into. */
  readonly requirements: readonly Requirements[] | undefined;
  /** Run in the image before it is pushed; empty: none. */
  readonly verifyCommand: readonly string[];
}

/** What an order needs of the world, after the login. */
export interface ImageSurroundings extends BuildSurroundings {
  readonly processes: Processes;
  readonly registry: RegistryReader;
}

/** An image that is in its registry now. */
export interface ProvidedImage extends PushedImage {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when nothing was built. */
  readonly steps: StepCounts | undefined;
}

/**
 * Sees to it that an image is in its registry: takes the one that is there when it was built from the same inputs, else
 * builds it, looks into it, and pushes it only when it can run what its containers start.
 *
 * @throws DiagnosedError with all that is wrong. Nothing was pushed then, unless a tag moved after the push.
 */
export async function provideImage(order: ImageOrder, surroundings: ImageSurroundings): Promise<ProvidedImage> {
  const { place, tags } = order;
  const { registry, workspace, processes, signal } = surroundings;
  const hash = await inputsHash(order.request, workspace, processes, signal);
  const taken = await digestsOf(registry, tags);
  const existing = order.isRebuilt ? undefined : await existingImage(registry, tags, taken, hash);
  if (existing) {
    const diagnostics = await verifyExisting(existing, order.requirements, registry);
    return { place, tags, digest: existing.digest, isPushed: false, diagnostics, steps: undefined };
  }

  const found = new Diagnostics();
  // Before the build, which may take minutes: the push would fail after it.
  checkImmutableTags(tags, order.mutability, taken, undefined, found);
  const request: BuildRequest = {
    ...order.request,
    names: tags.map((tag) => taggedName(place, tag)),
    labels: { ...order.request.labels, [INPUTS_LABEL]: hash },
  };
  const builder = await findBuilder(surroundings.docker, found);
  if (builder) checkBuilder(request, builder, processes.env, found);
  if (!builder || hasErrors(found.all)) throw new DiagnosedError(found.all);

  const verified = await verifyBeforePush(request, builder, order, surroundings);
  for (const diagnostic of verified.diagnostics) found.add(diagnostic);
  if (hasErrors(found.all)) throw new DiagnosedError(found.all);
  // What was found is a part of the image: the second build takes every step from the first.
  const labels = verified.facts.length > 0 ? { [FACTS_LABEL]: recordedFacts(verified.facts) } : {};
  const built = await build(
    { ...request, labels: { ...request.labels, ...labels } },
    builder,
    { kind: 'push' },
    surroundings,
  );
  for (const diagnostic of built.diagnostics) found.add(diagnostic);
  const digest = await confirmPushed(registry, tags, built.digest);
  return { place, tags, digest, isPushed: true, diagnostics: found.all, steps: verified.steps ?? built.steps };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

async function digestsOf(registry: RegistryReader, tags: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(tags.map(async (tag) => [tag, (await registry.manifest(tag))?.digest] as const));
  return new Map(found.flatMap(([tag, digest]) => (digest === undefined ? [] : [[tag, digest] as const])));
}

/** The image that all the tags are on, if it was built from these inputs. */
async function existingImage(
  registry: RegistryReader,
  tags: readonly string[],
  taken: ReadonlyMap<string, string>,
  hash: string,
): Promise<ExistingImage | undefined> {
  const [digest, ...others] = new Set(tags.map((tag) => taken.get(tag)));
  if (digest === undefined || others.length > 0) return undefined;
  const image = await findImage(registry, digest);
  return image && isBuiltFrom(image, hash) ? image : undefined;
}

/** Verifies by what is recorded with the image; its layers are fetched only for what nobody asked before. */
async function verifyExisting(
  image: ExistingImage,
  requirements: readonly Requirements[] | undefined,
  registry: RegistryReader,
): Promise<readonly Diagnostic[]> {
  if (requirements === undefined) return [];
  const recorded = image.configs.flatMap((config) => factsInLabel(config, config.labels[FACTS_LABEL]) ?? []);
  const isKnown = recorded.length === image.configs.length && isAnswered(recorded, requirements);
  const facts = isKnown ? recorded : lookInto(await openRegistryImage(registry, image.digest), requirements);
  const diagnostics = verifyImage(facts, requirements);
  if (hasErrors(diagnostics)) throw new DiagnosedError(diagnostics);
  return diagnostics;
}

interface Verified {
  readonly facts: readonly ImageFacts[];
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: StepCounts | undefined;
}

/** Builds what is to be pushed, for this machine only, and looks into it. */
async function verifyBeforePush(
  request: BuildRequest,
  builder: Builder,
  { requirements, verifyCommand }: ImageOrder,
  surroundings: ImageSurroundings,
): Promise<Verified> {
  const { docker, tempDirectory, log } = surroundings;
  if (requirements === undefined && verifyCommand.length === 0) return { facts: [], diagnostics: [], steps: undefined };
  const [name = ''] = request.names;
  const isArchive = isFullBuilder(builder) && requirements !== undefined;
  const archive = join(tempDirectory, 'image.tar');
  try {
    const built = await build(
      request,
      builder,
      isArchive ? { kind: 'archive', file: archive } : { kind: 'load' },
      surroundings,
    );
    const opened = isArchive ? await openArchive(archive) : await openLocalImage(docker, name, tempDirectory);
    const facts = lookInto(opened, requirements ?? []);
    const found = verifyImage(facts, requirements ?? []);
    const [config] = opened.map((image) => image.config);
    if (verifyCommand.length > 0 && config) {
      if (isArchive)
        await build({ ...request, platforms: [platformOf(config)] }, builder, { kind: 'load' }, surroundings);
      found.push(...(await runVerifyCommand(docker, name, verifyCommand, platformOf(config), log)));
    }
    return { facts, diagnostics: [...built.diagnostics, ...found], steps: built.steps };
  } finally {
    await rm(archive, { force: true });
  }
}

function lookInto(images: readonly OpenImage[], requirements: readonly Requirements[]): ImageFacts[] {
  return images.map(({ config, tree }) => factsOf(config, tree, questionsOf(requirements, config)));
}
