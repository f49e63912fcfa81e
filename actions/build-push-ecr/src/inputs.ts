import { boolean, defineInputs, lines, names, oneOf, path, stackInputs, text } from '@fargate-actions/action-kit';

/** The inputs of build-push-ecr. What is left alone unless given is optional. */
export const inputs = defineInputs({
  ...stackInputs,
  repository: text('Name of the ECR repository, without a stack.').optional(),
  registry: text(
    "Host to push to instead of the one that ECR returns: ECR's dual-stack or FIPS name, or a local stand-in.",
  ).optional(),
  registryIds: names(
    'Accounts whose registries to log in to; the image is pushed to the first. By default the account of the credentials.',
  ).optional(),
  context: path(
    'Directory to build, instead of that of stack.yml. Without a stack, the root of the workspace by default.',
  ).optional(),
  file: path('Dockerfile; by default the one in the context.').optional(),
  target: text('Stage of the Dockerfile to build.').optional(),
  buildArgs: lines(
    'Build arguments as NAME=value lines. They stay in the history of the image: never put secrets here.',
  ).default([]),
  secrets: lines('Secrets of the build, one a line: `NAME=value`, `id=NAME,src=PATH` or `id=NAME,env=VARIABLE`.')
    .secret()
    .optional(),
  ssh: lines('SSH agents or keys for the build, one a line, as `default` or `ID=PATH`.').default([]),
  platforms: names('Platforms such as linux/amd64; by default that of the builder.').default([]),
  tags: names(
    'Tags, in which ${COMMIT_SHA}, ${SHORT_SHA}, ${BRANCH}, ${TAG}, ${RUN_ID} and ${ENVIRONMENT} are replaced by their values. The commit by default. The first tag decides whether the image already exists.',
  ).default([]),
  labels: lines('NAME=value lines, in addition to the labels for revision, source and time.').default([]),
  cache: oneOf(
    ['registry', 'inline', 'gha', 'none'],
    'Where layers are kept between runs: registry, inline, gha or none.',
  ).default('none'),
  provenance: boolean('Attach a provenance attestation, which ECR shows as an untagged image.').default(false),
  push: boolean('Push the image; false only builds and verifies it, and needs no AWS.').default(true),
  rebuild: boolean('Build even if there is an image that was built from the same inputs.').default(false),
  createRepository: boolean(
    'Create the repository when it is missing. By default true with a stack, else false.',
  ).optional(),
  lifecyclePolicy: path('JSON or YAML file with the lifecycle policy of the repository, without a stack.').optional(),
  imageTagMutability: text(
    'MUTABLE, IMMUTABLE, or one of them with `_WITH_EXCLUSION` and the tags for which the opposite applies: `IMMUTABLE_WITH_EXCLUSION latest deployed-*`. Left alone by default.',
  ).optional(),
  scanOnPush: boolean('Whether ECR scans each image when it is pushed. Left alone by default.').optional(),
  failOnSeverity: oneOf(
    ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'],
    'Wait for the findings of the scan, and fail on this severity or worse: CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNDEFINED.',
  ).optional(),
  verify: boolean('Before the push, check that the image has what the services start, without running it.').default(
    true,
  ),
  verifyCommand: text(
    'Command that must succeed in the image before it is pushed: `python -c "import amply.main"`.',
  ).optional(),
  taskDefinitions: text(
    "Task definition files to verify the image against, instead of the stack's: paths, one a line, or JSON as render-task-def outputs it.",
  ).optional(),
});
