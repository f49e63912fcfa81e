import type { Diagnostic } from '@fargate-actions/documents';
import { build, type BuildContext, type StepCounts } from '../build/build.ts';
import type { Builder } from '../build/builder.ts';
import { COMMAND_LABEL, FACTS_LABEL } from '../build/labels.ts';
import type { BuildRequest } from '../build/request.ts';
import { confirmPushed } from '../registry/existing-image.ts';
import type { RegistryReader } from '../registry/registry-reader.ts';
import { recordedFacts } from '../verify/image-facts.ts';
import { builtAndLookedInto, type ImageChecks } from './looked-into.ts';

/** What there is to tell of a build. */
export interface BuildFigures {
  readonly steps: StepCounts;
  readonly seconds: number;
}

/** A build that may be pushed: its image was looked into, where that was asked for. */
export interface ReadyImage {
  readonly request: BuildRequest;
  readonly builder: Builder;
  /** Absent where nothing had to be looked at: it is built when it is pushed. */
  readonly figures: BuildFigures | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** An image in its registry. */
export interface Pushed {
  readonly digest: string;
  readonly figures: BuildFigures;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Builds and looks into an image as far as that is asked for; nothing is pushed.
 *
 * What was found becomes labels, so that a run that finds the image there need not pull it.
 */
export async function readyImage(
  request: BuildRequest,
  builder: Builder,
  checks: ImageChecks,
  context: BuildContext,
): Promise<ReadyImage> {
  const { requirements, verifyCommand } = checks;
  if (requirements.length === 0 && verifyCommand.length === 0) {
    return { request, builder, figures: undefined, diagnostics: [] };
  }
  const begunAt = context.clock.now();
  const seen = await builtAndLookedInto(request, builder, checks, context);
  const labels = {
    ...request.labels,
    ...(requirements.length > 0 && { [FACTS_LABEL]: recordedFacts(seen.facts) }),
    ...(verifyCommand.length > 0 && { [COMMAND_LABEL]: JSON.stringify(verifyCommand) }),
  };
  return {
    request: { ...request, labels },
    builder,
    figures: { steps: seen.steps, seconds: (context.clock.now() - begunAt) / 1000 },
    diagnostics: seen.diagnostics,
  };
}

/**
 * Pushes an image, built from the cache where it was built before, and makes sure that the tags are on it.
 *
 * @throws DiagnosedError when the build or the push fails, or a tag was moved meanwhile.
 */
export async function pushReady(
  { request, builder, figures }: ReadyImage,
  tags: readonly string[],
  registry: RegistryReader,
  context: BuildContext,
): Promise<Pushed> {
  const begunAt = context.clock.now();
  const built = await build(request, builder, { kind: 'push' }, context);
  const digest = await confirmPushed(registry, tags, built.digest);
  const seconds = (context.clock.now() - begunAt) / 1000;
  return {
    digest,
    figures: figures ? { ...figures, seconds: figures.seconds + seconds } : { steps: built.steps, seconds },
    diagnostics: built.diagnostics,
  };
}
