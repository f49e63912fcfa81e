import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DiagnosedError, type Diagnostic } from '@fargate-actions/documents';
import { build, type BuildContext, type Built } from '../build/build.ts';
import { isFullBuilder, type Builder } from '../build/builder.ts';
import type { BuildRequest } from '../build/request.ts';
import { factsOf, type ImageFacts } from '../verify/image-facts.ts';
import { openArchive, openLocalImage, type OpenImage } from '../verify/open-image.ts';
import { questionsOf } from '../verify/programs-needed.ts';
import type { Requirements } from '../verify/requirements.ts';
import { runVerifyCommand } from '../verify/verify-command.ts';
import { verifyImage } from '../verify/verify-image.ts';

/** What is to be found out about an image before it is pushed. */
export interface ImageChecks {
  /** What containers ask of it; none: they are not asked. */
  readonly requirements: readonly Requirements[];
  /** Run in the image; empty: none. */
  readonly verifyCommand: readonly string[];
}

/** An image that was built, but is nowhere yet, and what was found in it. */
export interface LookedInto extends Pick<Built, 'steps'> {
  readonly facts: readonly ImageFacts[];
  /** Warnings of the build and of the look. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Builds an image and looks into it before anybody can deploy it.
 *
 * @throws DiagnosedError when it can't be built, a container could not run in it, or the user's command fails.
 */
export async function builtAndLookedInto(
  request: BuildRequest,
  builder: Builder,
  { requirements, verifyCommand }: ImageChecks,
  context: BuildContext,
): Promise<LookedInto> {
  const isArchive = isFullBuilder(builder) && requirements.length > 0;
  const { built, images } = await (isArchive ? inArchive : inEngine)(request, builder, requirements, context);
  const facts = images.map(({ config, tree }) => factsOf(config, tree, questionsOf(requirements, config)));
  const diagnostics = [...built.diagnostics, ...verifyImage(facts, requirements)];
  stopOnErrors(diagnostics);

  if (verifyCommand.length > 0) {
    const { docker, log } = context;
    if (isArchive) await build(request, builder, { kind: 'load' }, context);
    diagnostics.push(...(await runVerifyCommand(docker, request.names[0] ?? '', verifyCommand, log)));
    stopOnErrors(diagnostics);
  }
  return { facts, diagnostics, steps: built.steps };
}

/** An image that was built, and its files. */
interface Opened {
  readonly built: Built;
  readonly images: readonly OpenImage[];
}

async function inEngine(
  request: BuildRequest,
  builder: Builder,
  requirements: readonly Requirements[],
  context: BuildContext,
): Promise<Opened> {
  const built = await build(request, builder, { kind: 'load' }, context);
  const { docker, tempDirectory } = context;
  // To take a container's files out takes a second: not where nobody asks for them.
  if (requirements.length === 0) return { built, images: [] };
  return { built, images: await openLocalImage(docker, request.names[0] ?? '', tempDirectory) };
}

async function inArchive(
  request: BuildRequest,
  builder: Builder,
  _requirements: readonly Requirements[],
  context: BuildContext,
): Promise<Opened> {
  const file = join(context.tempDirectory, `image-${randomUUID()}.tar`);
  try {
    const built = await build(request, builder, { kind: 'archive', file }, context);
    return { built, images: await openArchive(file) };
  } finally {
    await rm(file, { force: true });
  }
}

function stopOnErrors(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new DiagnosedError(diagnostics);
}
