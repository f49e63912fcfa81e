import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { build, builtAndLookedInto, commitTime, inputsHash, isFullBuilder } from '@fargate-actions/image';
import { buildRequest, hashedRequest } from '../../../image/src/provide/build-request.ts';
import { builderFor } from '../../../image/src/build/builder-for.ts';
import type { BuildPushInputs } from '../../../../actions/build-push-ecr/src/inputs.ts';
import { loggedInDocker, openRegistry, usersDocker } from '../../../image/src/login/registry-access.ts';
import { builtMarkdown } from './summary.ts';
import type { WantedImage } from './wanted-image.ts';

/** Builds and verifies an image that goes nowhere: what a pull request needs, without a right in AWS. */
export async function buildOnly(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { workspace, processes, signal, clock, run } = context;
  const hash = await inputsHash(hashedRequest(wanted, inputs), workspace, processes, signal);
  const committedAt = await commitTime(wanted.context, workspace, processes, signal);
  const facts = { inputsHash: hash, committedAt, run, earlier: [] };
  const request = buildRequest(wanted, inputs, undefined, facts);
  const builder = await builderFor(request, wanted.verifyCommand, context, diagnostics);
  context.announce(diagnostics.all);
  const unchanged = { changes: '[]', changed: 'false', tags: wanted.tags.join('\n'), pushed: 'false' };
  if (inputs.dryRun) {
    return {
      outputs: { ...unchanged, status: 'planned' },
      diagnostics: diagnostics.all,
      summary: `## Dry run: the image would be built, and not pushed`,
    };
  }
  // Base images may lie in registries of ECR.
  const docker =
    inputs.registryIds === undefined
      ? usersDocker(context)
      : await loggedInDocker(
          (await openRegistry(wanted, inputs.registryIds, context.aws(wanted.region), context)).credentials,
          context,
        );
  const begunAt = clock.now();
  const needs = { ...context, docker };
  const { requirements, verifyCommand } = wanted;
  const isLookedInto = requirements.length > 0 || verifyCommand.length > 0;
  const built = isLookedInto
    ? await builtAndLookedInto(request, builder, { requirements, verifyCommand }, needs)
    : await build(request, builder, { kind: isFullBuilder(builder) ? 'none' : 'load' }, needs);
  for (const diagnostic of built.diagnostics) diagnostics.add(diagnostic);
  const seconds = (clock.now() - begunAt) / 1000;
  return {
    outputs: { ...unchanged, status: 'built' },
    diagnostics: diagnostics.all,
    summary: builtMarkdown(wanted, { steps: built.steps, seconds }),
  };
}
