import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Stack } from '@fargate-actions/stack';
import { ecrRegistry, parseImageName } from '@fargate-actions/task-definition';
import type { WholeStackInputs } from './inputs.ts';

/** Reports an image whose digest ECR does not have, before anything is written: no task could pull it. */
export async function checkGivenImage(
  { image, imageRef }: WholeStackInputs,
  stack: Stack,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<void> {
  const given = image ?? imageRef;
  const { registry, repository, digest } = (given === undefined ? undefined : parseImageName(given)) ?? {};
  if (given === undefined || repository === undefined || digest === undefined) return;
  const host = registry ?? stack.image?.registry;
  const ecr = ecrRegistry(host);
  // Other registries have other keepers.
  if (host !== undefined && (ecr?.account === undefined || (ecr.region ?? stack.region) !== stack.region)) return;
  const place = { repositoryName: repository, ...(ecr?.account !== undefined && { registryId: ecr.account }) };
  const answer = await aws.gaps.optional('Whether the image exists is not checked.', async () => ({
    found: await aws.images.find(place, { imageDigest: digest }),
  }));
  if (!answer || answer.found) return;
  diagnostics.error(
    undefined,
    'image/not-found',
    `The image ${given} does not exist in ECR in ${stack.region}.`,
    'Pass on the output image-ref of the build, and check that a lifecycle policy did not delete the image.',
  );
}
