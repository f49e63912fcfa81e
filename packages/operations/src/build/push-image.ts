import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';
import {
  lifecycleResource,
  pushReady,
  readyImage,
  repositoryResource,
  type Docker,
  type Pushed,
  type ReadyImage,
} from '@fargate-actions/image';
import { applyPlan, hasChanges, planAll } from '@fargate-actions/engine';
import { outcomeLines, planLines, planMarkdown, plannedChangesJson } from '@fargate-actions/report';
import { builderFor } from '../../../image/src/build/builder-for.ts';
import { imageResource } from '../../../image/src/provide/image-resource.ts';
import type { BuildPushInputs } from '../../../../actions/build-push-ecr/src/inputs.ts';
import { pushedOutcome } from './pushed-report.ts';
import { loggedInDocker } from '../../../image/src/login/registry-access.ts';
import { lifecycleSpec, repositorySpec } from './repository-specs.ts';
import { surveyed } from '../../../image/src/provide/survey.ts';
import { verifyAgain } from '../../../image/src/provide/verify-again.ts';
import type { WantedImage } from './wanted-image.ts';

/** Brings the image into ECR, with its repository and lifecycle policy: plans, verifies, applies, looks at the scan. */
export async function pushImage(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ActionOutcome> {
  const { log, clock, signal, run } = context;
  const aws = context.aws(wanted.region);
  const survey = await surveyed(wanted, inputs, aws, context, diagnostics);
  const { access, work, request } = survey;
  const made: { image?: ReadyImage; docker?: Docker; pushed?: Pushed } = {};
  async function push(): Promise<string> {
    const { image, docker } = made;
    if (!image || !docker) throw new Error('The image is pushed before it was made ready.');
    made.pushed = await pushReady(image, wanted.tags, access.reader, { ...context, docker });
    return made.pushed.digest;
  }
  const plan = await planAll(
    [
      repositoryResource(repositorySpec(wanted, inputs, access, run), aws),
      lifecycleResource(lifecycleSpec(wanted, access, work), aws, clock),
      imageResource({ ...survey, tags: wanted.tags, push }, aws),
    ],
    diagnostics,
  );
  stopOnErrors(diagnostics);
  // Only a build needs docker: an image that is there needs none on the machine.
  const [builder, docker] =
    work.kind === 'build'
      ? await Promise.all([
          builderFor(request, wanted.verifyCommand, context, diagnostics),
          inputs.dryRun ? undefined : loggedInDocker(access.credentials, context),
        ])
      : [];
  context.announce(diagnostics.all);
  log.group('Plan', planLines(plan));
  if (inputs.dryRun) {
    return {
      outputs: { status: 'planned', changes: plannedChangesJson(plan), changed: String(hasChanges(plan)) },
      diagnostics: diagnostics.all,
      summary: planMarkdown(plan),
    };
  }

  // Built and looked into before anything is written: an image that no service could run never reaches the registry.
  if (builder && docker) {
    made.docker = docker;
    made.image = await readyImage(request, builder, wanted, { ...context, docker });
    for (const diagnostic of made.image.diagnostics) diagnostics.add(diagnostic);
  } else if (work.kind !== 'build') await verifyAgain(wanted, access, work.image, context, diagnostics);
  const outcomes = await applyPlan(plan, { clock, signal });
  for (const line of outcomeLines(outcomes)) log.info(line);
  for (const diagnostic of made.pushed?.diagnostics ?? []) diagnostics.add(diagnostic);
  const digest = work.kind === 'build' ? made.pushed?.digest : work.image.digest;
  const told = { wanted, access, plan, outcomes, digest, figures: made.pushed?.figures };
  return pushedOutcome(told, inputs.failOnSeverity, aws, context, diagnostics);
}

function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
