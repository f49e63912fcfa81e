import { boolean, defineInputs, lines, minutes, text } from '@fargate-actions/action-kit';
import { expect, test } from '@jest/globals';
import { withInputs } from './action-inputs.ts';

const BY_HAND = `name: Name
# Written by hand.
inputs:
  gone:
    description: It was there before.

  # A comment within.
outputs:
  status: { description: What came of it. }
`;

const { facts } = defineInputs({
  githubToken: text('A token: never shown, with $& and ${TAG}.').secret().required(),
  dryRun: boolean('Only a look.').default(false),
  waitForMinutes: minutes({}, 'Minutes to wait.').default(30),
  assignPublicIp: text('`ENABLED` or not.').named('assign-public-IP').optional(),
  labels: lines('Labels.').default([]),
});

test('the block of inputs is that of the code, and the rest stays as it is', () => {
  expect(withInputs(BY_HAND, facts)).toBe(`name: Name
# Written by hand.
inputs: # generated from src/inputs.ts: npm run generate
  github-token:
    description: "A token: never shown, with $& and \${TAG}."
    required: true
  dry-run:
    description: Only a look.
    default: "false"
  wait-for-minutes:
    description: Minutes to wait.
    default: "30"
  assign-public-IP:
    description: "\`ENABLED\` or not."
  labels:
    description: Labels.
outputs:
  status: { description: What came of it. }
`);
});

test('what is generated once stays as it is', () => {
  const generated = withInputs(BY_HAND, facts);
  expect(withInputs(generated, facts)).toBe(generated);
});

test.each([
  { what: 'an input without a description', yml: BY_HAND, inputs: { tag: text().optional() }, says: 'the input tag' },
  { what: 'a file without the block', yml: 'name: Name\n', inputs: {}, says: '`inputs:`' },
])('$what is an error', ({ yml, inputs, says }) => {
  expect(() => withInputs(yml, defineInputs(inputs).facts)).toThrow(says);
});
