import { expect, test } from '@jest/globals';
import { Diagnostics } from '@fargate-actions/documents';
import { registryHost } from './image-place.ts';
import { imageOutputs } from './outputs.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const PUSHED = {
  place: { registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com', repository: 'amply-backend' },
  digest: DIGEST,
  tags: ['abc', 'v1'],
  isPushed: true,
};

/** What is left of a job's outputs: the runner drops, with only a notice, what contains a masked value. */
function afterTheRunner(outputs: Record<string, string>, masked: string): string[] {
  return Object.entries(outputs).flatMap(([name, value]) => (value.includes(masked) ? [] : [name]));
}

test('the outputs of an image', () => {
  expect(imageOutputs(PUSHED)).toEqual({
    image: `123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend@${DIGEST}`,
    'image-ref': `amply-backend@${DIGEST}`,
    digest: DIGEST,
    tags: 'abc\nv1',
    registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com',
    pushed: 'true',
  });
});

test('all that a deploy in another job needs is there when the account is masked', () => {
  expect(afterTheRunner(imageOutputs(PUSHED), '123456789012')).toEqual(['image-ref', 'digest', 'tags', 'pushed']);
});

test.each([
  { text: '123456789012.dkr-ecr.eu-central-1.on.aws', expected: '123456789012.dkr-ecr.eu-central-1.on.aws' },
  { text: 'localhost:4566/', expected: 'localhost:4566' },
  { text: '[::1]:5000', expected: '[::1]:5000' },
  { text: 'https://localhost:4566', expected: undefined },
  { text: '--tls', expected: undefined },
  { text: 'host/repository', expected: undefined },
  { text: 'a b', expected: undefined },
])('the host $text', ({ text, expected }) => {
  const diagnostics = new Diagnostics();
  expect(registryHost(text, diagnostics)).toBe(expected);
  expect(diagnostics.hasErrors).toBe(expected === undefined);
});
