import { expect, test } from '@jest/globals';
import { actionReadme, type ActionMetadata } from './action-readme.ts';

const ACTION: ActionMetadata = {
  name: 'Name',
  description: 'What it does.',
  inputs: {
    image: { description: 'An image.', required: true },
    'dry-run': { description: 'Only a | look.', default: 'false' },
  },
  outputs: { status: { description: 'What came of it.' } },
};

test('the first README is the action, in few words, with its tables', () => {
  expect(actionReadme(ACTION)).toBe(`# Name

What it does.

## Inputs

<!-- inputs:start -->

| Input | What it does | Default |
| --- | --- | --- |
| \`image\` | An image. **Required.** |  |
| \`dry-run\` | Only a \\| look. | \`false\` |

<!-- inputs:end -->

## Outputs

<!-- outputs:start -->

| Output | What it is |
| --- | --- |
| \`status\` | What came of it. |

<!-- outputs:end -->
`);
});

test('tables are replaced, and the text around them stays', () => {
  const readme = actionReadme(ACTION)
    .replace('## Inputs', 'Written by hand.\n\n## What goes in')
    .replace('An image.', 'Out of date.');
  expect(actionReadme(ACTION, readme)).toBe(readme.replace('Out of date.', 'An image.'));
});

test('a README without markers is not guessed at', () => {
  expect(() => actionReadme(ACTION, '# Name\n')).toThrow('<!-- inputs:start -->');
});

test('an output that nobody describes is an error', () => {
  expect(() => actionReadme({ ...ACTION, outputs: { status: null } })).toThrow('the output status');
});
