import { boolean, defineInputs, integer, minutes, oneOf, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of the root action. Its code is here, and its action.yml at the root of the repository. */
export const inputs = defineInputs({
  ...stackInputs,
  stack: path('Path of stack.yml.').required(),
  mode: oneOf(
    ['deploy', 'plan', 'audit', 'rollback', 'import'],
    'What to do: plan, deploy or audit (compare what is in AWS with the files).',
  ).default('deploy'),
  image: text('Image to deploy, as docker names it. By default the one that the tag in the files has now.').optional(),
  imageRef: text('Image to deploy as `repository@sha256:...`: the output image-ref of build-push-ecr.').optional(),
  build: boolean('Build the image of stack.yml and push it to ECR, where no image is given.').default(false),
  onFailure: oneOf(['leave', 'rollback-stack'], 'leave: what to do with the other services when one fails.').default(
    'leave',
  ),
  onConflict: oneOf(
    ['wait', 'fail', 'replace'],
    'wait, fail or replace: what to do while another deployment of a service is in progress.',
  ).default('wait'),
  onTimeout: oneOf(
    ['leave', 'rollback'],
    'leave or rollback: what to do with a deployment that does not finish in time.',
  ).default('leave'),
  onCancel: oneOf(
    ['leave', 'rollback'],
    'leave or rollback: what to do with the deployments when the run is cancelled.',
  ).default('leave'),
  waitForMinutes: minutes({ min: 1, max: 360 }, 'Minutes to wait for each service at most.').default(30),
  failFastAfter: integer(
    { min: 0, max: 100 },
    'Waves of tasks with the same failure after which a new revision is given up; with 0, only ECS decides. By default 2.',
  ).optional(),
  logLines: integer(
    { min: 0, max: 1000 },
    "How many of the failing container's last log lines to show; with 0, none.",
  ).default(30),
  forceNewDeployment: boolean('Deploy even if nothing changed.').default(false),
  prune: boolean('Delete what this tool made for the stack and its files no longer have.').default(false),
  allowOlder: boolean('Deploy even if the running revision is of a later commit.').default(false),
  allowEmbeddedBeat: boolean(
    'Deploy a Celery worker even if each of its tasks runs a beat (`celery worker -B`).',
  ).default(false),
  maxParallel: integer({ min: 1 }, 'How many resources are changed and watched at once.').default(50),
  githubToken: text('Token that may read the repository, to tell whether the running revision is of a later commit.')
    .secret()
    .optional(),
  commitSha: text('Commit to tag revisions with. By default that of the workflow run.').optional(),
});
