import type { GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse } from '@aws-sdk/client-ecr';
import { expect, test } from '@jest/globals';

import { Emulator } from '../../../emulator.ts';
import { madeUpImage } from '../behaviour/made-up-image.ts';
import { newRepository } from '../behaviour/new-repository.ts';
import { pushImage } from '../behaviour/push.ts';

const repositoryName = 'app';
const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 };
const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] });

/** A preview of a policy that keeps the newest of three images. */
function aPreview(): Emulator {
  const emulator = new Emulator();
  const repository = newRepository(emulator.world, repositoryName);
  emulator.world.repositories.push(repository);
  for (const tag of ['v1', 'v2', 'v3']) {
    pushImage(emulator.world, repository, { manifest: madeUpImage(repository, tag, emulator.world.now).manifest, tag });
    emulator.advance(1);
  }
  emulator.call('ecr:StartLifecyclePolicyPreview', { repositoryName, lifecyclePolicyText });
  emulator.advance(10);
  return emulator;
}

test.each([
  { asked: undefined, shown: ['v1', 'v2'] },
  { asked: ['v2'], shown: ['v2'] },
  { asked: ['v3'], shown: [] },
  { asked: ['nothing', 'v1'], shown: ['v1'] },
])('a preview shows of the images $asked those that it expires: $shown', ({ asked, shown }) => {
  const input: GetLifecyclePolicyPreviewRequest = {
    repositoryName,
    ...(asked && { imageIds: asked.map((imageTag) => ({ imageTag })) }),
  };
  // The emulator's answers are typed by its callers: this is one.
  const answer = aPreview().call('ecr:GetLifecyclePolicyPreview', input) as GetLifecyclePolicyPreviewResponse;
  expect(answer.previewResults?.flatMap(({ imageTags = [] }) => imageTags)).toEqual(shown);
  expect(answer.summary?.expiringImageTotalCount).toBe(2);
});
