import type { ActionContext } from '@fargate-actions/action-kit';
import {
  builderFor,
  checkSurvey,
  imageAddress,
  imageResource,
  lifecycleResource,
  pushReady,
  readyImage,
  repositoryResource,
  surveyImage,
  verifyAgain,
  type Builder,
  type Docker,
  type Pushed,
} from '@fargate-actions/image';
import { ref, type Report } from '@fargate-actions/engine';
import type { BuiltImage } from '@fargate-actions/task-definition';
import type { Prepared } from '../prepared.ts';
import type { BuildPushInputs } from './inputs.ts';
import { loggedIn } from './log-in.ts';
import { pushedReport } from './pushed-report.ts';
import { lifecycleSpec, repositorySpec } from './repository-specs.ts';
import type { WantedImage } from './wanted-image.ts';

/** An image that is brought into ECR, for what the same run deploys with it. */
export interface PreparedPush extends Prepared {
  readonly image: BuiltImage;
  /** Whether it has to be built: otherwise it is there. */
  readonly isBuilt: boolean;
  readonly ofOutcomes: Prepared<Report>['ofOutcomes'];
}

/** Brings the image into ECR, with its repository and lifecycle policy. */
export async function pushImage(
  wanted: WantedImage,
  inputs: BuildPushInputs,
  context: ActionContext,
): Promise<PreparedPush> {
  const { clock, run } = context;
  const aws = context.aws(wanted.region);
  const survey = await surveyImage(wanted, aws, context);
  const { access, work, request } = survey;
  const logIn = () => loggedIn(access.credentials, context);
  let builder: Builder | undefined;
  let docker: Docker | undefined;
  let push = (): Promise<Pushed> => Promise.reject(new Error('The image is pushed before it was made ready.'));
  let pushed: Pushed | undefined;

  const address = imageAddress(wanted.repository, wanted.tags);
  return {
    image: { name: ref(address, 'image'), digest: ref(address, 'digest') },
    isBuilt: work.kind === 'build',
    items: [
      repositoryResource(repositorySpec(wanted, inputs, access, run), aws),
      lifecycleResource(lifecycleSpec(wanted, access, work), aws, clock),
      imageResource({ ...survey, tags: wanted.tags, push: async () => (pushed = await push()).digest }, aws),
    ],
    check: (diagnostics) => checkSurvey(survey, wanted, diagnostics),
    checkReady: async (diagnostics) => {
      // Only a build needs docker: an image that is there needs none on the machine.
      if (work.kind !== 'build') return;
      const loggingIn = inputs.dryRun ? undefined : logIn();
      // Where docker is missing, that is the error, and not the login that fails for it.
      loggingIn?.catch(() => undefined);
      builder = await builderFor(request, wanted.verifyCommand, context, diagnostics);
      if (!diagnostics.hasErrors) docker = await loggingIn;
    },
    // Built and looked into before anything is written: an image that no service could run never reaches the registry.
    beforeApply: async (diagnostics) => {
      if (work.kind !== 'build') {
        await verifyAgain(work.image, wanted.verifyCommand, access.place, logIn, context.log, diagnostics);
      } else if (builder && docker) {
        const needs = { ...context, docker };
        const image = await readyImage(request, builder, wanted, needs);
        for (const diagnostic of image.diagnostics) diagnostics.add(diagnostic);
        push = () => pushReady(image, wanted.tags, access.reader, needs);
      }
    },
    ofOutcomes: (outcomes, diagnostics) => {
      for (const diagnostic of pushed?.diagnostics ?? []) diagnostics.add(diagnostic);
      const digest = work.kind === 'build' ? pushed?.digest : work.image.digest;
      const result = { wanted, access, outcomes, digest, figures: pushed?.figures };
      return pushedReport(result, inputs.failOnSeverity, aws, context, diagnostics);
    },
  };
}
