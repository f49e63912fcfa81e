import type { ActionContext } from '@fargate-actions/action-kit';
import {
  build,
  builderFor,
  buildRequest,
  builtAndLookedInto,
  commitTime,
  dockerWith,
  inputsHash,
  isFullBuilder,
  openRegistry,
  type BuildFigures,
  type Builder,
} from '@fargate-actions/image';
import type { Prepared } from '../prepared.ts';
import type { BuildPushInputs } from './inputs.ts';
import { loggedIn } from './log-in.ts';
import { builtMarkdown } from './summary.ts';
import type { WantedImage } from './wanted-image.ts';

/** Builds and verifies an image that goes nowhere: what a pull request needs, without a right in AWS. Nothing is planned. */
export async function buildOnly(
  wanted: WantedImage,
  { registryIds }: BuildPushInputs,
  context: ActionContext,
): Promise<Prepared> {
  const { workspace, processes, signal, clock } = context;
  const { requirements, verifyCommand } = wanted;
  const hash = await inputsHash(wanted, workspace, processes, signal);
  const committedAt = await commitTime(wanted.context, workspace, processes, signal);
  const request = buildRequest(wanted, undefined, { inputsHash: hash, committedAt, earlier: [] });
  const outputs = { tags: wanted.tags.join('\n'), pushed: 'false' };
  let builder: Builder | undefined;
  let figures: BuildFigures | undefined;

  async function built(by: Builder) {
    // Base images may lie in registries of ECR.
    const docker =
      registryIds === undefined
        ? dockerWith(processes, {}, signal)
        : await loggedIn(
            (await openRegistry(wanted, registryIds, context.aws(wanted.region), context)).credentials,
            context,
          );
    const begunAt = clock.now();
    const needs = { ...context, docker };
    const isLookedInto = requirements.length > 0 || verifyCommand.length > 0;
    const { steps, diagnostics } = isLookedInto
      ? await builtAndLookedInto(request, by, wanted, needs)
      : await build(request, by, { kind: isFullBuilder(by) ? 'none' : 'load' }, needs);
    return { figures: { steps, seconds: (clock.now() - begunAt) / 1000 }, diagnostics };
  }

  return {
    items: [],
    planGroups: () => [],
    checkReady: async (diagnostics) => {
      builder = await builderFor(request, verifyCommand, context, diagnostics);
    },
    ofPlan: () => ({ outputs, overview: '## Dry run: the image would be built, and not pushed' }),
    beforeApply: async (diagnostics) => {
      if (!builder) throw new Error('The image is built before a builder was found.');
      const ended = await built(builder);
      figures = ended.figures;
      for (const diagnostic of ended.diagnostics) diagnostics.add(diagnostic);
    },
    ofOutcomes: () => ({ outputs: { ...outputs, status: 'built' }, overview: builtMarkdown(wanted, figures) }),
  };
}
