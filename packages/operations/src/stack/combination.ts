import type { Diagnostics } from '@fargate-actions/documents';
import { parseImageName } from '@fargate-actions/task-definition';
import type { WholeStackInputs } from './inputs.ts';

/** Checks that the inputs do not contradict each other, before anything is read. */
export function checkCombination(inputs: WholeStackInputs, diagnostics: Diagnostics): void {
  const { mode, image, imageRef, onFailure, prune, services = [] } = inputs;
  if (mode === 'rollback' || mode === 'import') {
    diagnostics.error(
      undefined,
      'inputs/not-supported',
      `\`mode: ${mode}\` is not supported yet.`,
      mode === 'rollback'
        ? 'Use `rollback-to` of deploy-ecs-service, or deploy the commit to go back to.'
        : 'Use `plan`, `deploy` or `audit`.',
    );
  }
  if (onFailure === 'rollback-stack') {
    diagnostics.error(
      undefined,
      'inputs/not-supported',
      '`on-failure: rollback-stack` is not supported yet.',
      'Use `leave`: a service goes back by its own circuit breaker, where its file has `rollback: true`.',
    );
  }
  if (image !== undefined && imageRef !== undefined) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      "Can't combine `image` and `image-ref`: both name the image to deploy.",
      'Remove one of them.',
    );
  }
  if (imageRef !== undefined && !isReference(imageRef)) {
    diagnostics.error(
      undefined,
      'inputs/image-ref',
      `\`image-ref\` must be \`repository@sha256:...\`, got ${JSON.stringify(imageRef)}.`,
      'Pass on the output image-ref of build-push-ecr, or give an image with a tag or a registry as `image`.',
    );
  }
  if (mode === 'audit' && (image ?? imageRef) !== undefined) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      "Can't combine `mode: audit` and an image: an audit compares with the image that runs.",
      'Remove `image` and `image-ref`, or use `mode: plan`.',
    );
  }
  if (prune && services.length > 0) {
    diagnostics.error(
      undefined,
      'inputs/combination',
      "Can't combine `prune` and `services`: what the other services have must not be deleted.",
      'Remove one of them.',
    );
  }
}

/** Whether a text names an image by its digest, and no registry: that is the account's. */
function isReference(text: string): boolean {
  const name = parseImageName(text);
  return name?.digest !== undefined && name.registry === undefined;
}
