import { rolloutProgress } from '@fargate-actions/service';
import { expect, test } from '@jest/globals';
import type { Diagnostic } from '@fargate-actions/documents';
import {
  cutMarkdown,
  diagnosticCounts,
  diagnosticLines,
  diagnosticsMarkdown,
  durationText,
  escapeMarkdown,
  fenced,
  logLines,
  progressLine,
  prose,
} from './index.ts';

test.each([
  { seconds: 0.4, expected: '0 s' },
  { seconds: 59.4, expected: '59 s' },
  { seconds: 59.6, expected: '1 min' },
  { seconds: 72, expected: '1 min 12 s' },
  { seconds: 3600, expected: '1 h' },
  { seconds: 7500, expected: '2 h 5 min' },
])('$seconds s are $expected', ({ seconds, expected }) => {
  expect(durationText(seconds)).toBe(expected);
});

test('progress is one form of line', () => {
  const tasks = { desired: 2, newRunning: 1, newPending: 1, oldRunning: 2, failed: 0 };
  const progress = (elapsedSeconds: number, more: Partial<typeof tasks> = {}) =>
    rolloutProgress('amply-api', elapsedSeconds, { ...tasks, ...more });
  expect(progressLine(progress(12.7), 12)).toBe('00:12  amply-api     new 1 of 2 running, 1 pending; old 2');
  expect(progressLine({ ...progress(3723, { newPending: 0, failed: 3 }), stage: 'rolling back' })).toBe(
    '1:02:03  amply-api  new 1 of 2 running, 3 failed; old 2  rolling back',
  );
  const because = 'container api exited\n::error::with code 1';
  expect(progressLine({ ...progress(1, { newPending: 0 }), stage: 'rolling back', because })).toBe(
    '00:01  amply-api  new 1 of 2 running; old 2  rolling back: container api exited ::error::with code 1',
  );
  const end = { ...progress(36, { newRunning: 2, newPending: 0, oldRunning: 0 }), stage: 'clean up' };
  expect(progressLine({ ...end, ended: 'deployed', waitingFor: 'nothing more' })).toBe(
    '00:36  amply-api  new 2 of 2 running; old 0  deployed',
  );
  expect(progressLine({ ...end, ended: 'timed-out', because: 'too long' })).toBe(
    '00:36  amply-api  new 2 of 2 running; old 0  timed out: too long',
  );
});

const found: Diagnostic[] = [
  { rule: 'service/defaults', severity: 'notice', message: 'beat gets /ecs/amply-beat.' },
  {
    rule: 'logs/awslogs-region',
    severity: 'error',
    message: 'awslogs needs awslogs-region, and neither this file nor stack.yml gives a region.',
    hint: 'Add `region: eu-central-1` to stack.yml, or `awslogs-region` here.',
    at: { file: 'examples/amply/deploy/worker/task-definition.yml', line: 17, column: 9 },
  },
  { rule: 'x/y', severity: 'error', message: 'Earlier.', at: { file: 'a.yml', line: 3, column: 1 } },
];

test('diagnostics are a block that says where, what and what to do, errors first', () => {
  expect(diagnosticLines(found)).toEqual([
    'a.yml:3:1  error  x/y',
    '  Earlier.',
    '',
    'examples/amply/deploy/worker/task-definition.yml:17:9  error  logs/awslogs-region',
    '  awslogs needs awslogs-region, and neither this file nor stack.yml gives a region.',
    '  Add `region: eu-central-1` to stack.yml, or `awslogs-region` here.',
    '',
    'notice  service/defaults',
    '  beat gets /ecs/amply-beat.',
  ]);
  expect(diagnosticCounts(found)).toBe('2 errors and 1 notice');
});

test('diagnostics in Markdown are a list, with code as code', () => {
  expect(diagnosticsMarkdown(found.slice(1, 2))).toBe(
    `- **error** \`examples/amply/deploy/worker/task-definition.yml:17:9\` awslogs needs awslogs-region, and neither this file nor stack.yml gives a region. Add \`region: eu-central-1\` to stack.yml, or \`awslogs-region\` here. (\`logs/awslogs-region\`)`,
  );
  expect(diagnosticsMarkdown([])).toBe('');
});

test.each([
  { name: 'a command', text: '::error::x', expected: ['\\::error::x'] },
  { name: 'a command after white space', text: '  \u00a0::error::x', expected: ['  \u00a0\\::error::x'] },
  { name: 'a command of the old kind', text: 'a ##[error]x', expected: ['a ##\\[error]x'] },
  { name: 'one that appears when colours go', text: '#\u001b[1m#\u001b[0m[error]x', expected: ['##\\[error]x'] },
  { name: 'lines of every kind', text: 'a\r\nb\rc\nd\u2028e', expected: ['a', 'b', 'c', 'd', 'e'] },
  { name: 'what turns the reading order round', text: 'a\u202eb\u0007', expected: ['a\\u202eb\\u0007'] },
  { name: 'plain text', text: 'std::vector 50% [x] # y', expected: ['std::vector 50% [x] # y'] },
])('a log line shows $name', ({ text, expected }) => {
  expect(logLines(text)).toEqual(expected);
});

test.each([
  { text: 'plain text, (with) a "quote" - and 50%', expected: 'plain text, (with) a "quote" - and 50%' },
  { text: 'STRIPE_SECRET_KEY _x_', expected: 'STRIPE_SECRET_KEY &#95;x&#95;' },
  { text: '<b>|x|</b>', expected: '&#60;b&#62;&#124;x&#124;&#60;/b&#62;' },
  { text: 'two\nlines', expected: 'two lines' },
  { text: 'see https://x.y', expected: 'see https&#58;//x.y' },
  { text: 'ping @octocat', expected: 'ping @&#8203;octocat' },
  { text: 'amply-backend@sha256:abc', expected: 'amply-backend@sha256:abc' },
  { text: '- 1. # x', expected: '&#45; 1. &#35; x' },
])('$text is escaped', ({ text, expected }) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test('prose keeps its code, and nothing else', () => {
  expect(prose('Add `a|b` and `c` to <x>, not `')).toBe('Add <code>a&#124;b</code> and `c` to &#60;x&#62;, not &#96;');
});

test('a fence is longer than what it holds', () => {
  expect(fenced(['```', 'x'])).toBe('````text\n```\nx\n````');
});

test('a summary that is too long is cut between lines, with a note', () => {
  const markdown = `# x\n\n<details><summary>y</summary>\n\n\`\`\`text\n${'line\n'.repeat(100)}\`\`\`\n\n</details>`;
  expect(cutMarkdown(markdown, 10_000)).toBe(markdown);
  expect(cutMarkdown(markdown, 140)).toBe(
    '# x\n\n<details><summary>y</summary>\n\n```text\nline\n```\n\n</details>\n\n' +
      '_Cut here: a job summary holds no more. The whole story is in the log._\n',
  );
});
