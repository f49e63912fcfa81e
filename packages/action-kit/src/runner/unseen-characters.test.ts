import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runInTest } from '../../test/index.ts';
import { CancelledError, defineInputs } from '../index.ts';

/** What a terminal obeys, what no reader sees, and what turns the reading order round. */
const UNSEEN = [
  ...['\u001b', '\u001b[2K', '\u001b]8;;https://evil.example\u0007', '\b', '\u007f', '\u0000', '\r', '\f', '\v'],
  ...['\u0085', '\u009b31m', '\u2028', '\u2029', '\u202e', '\u2066', '\u061c', '\u200b', '\u00ad', '\ufeff'],
  ...['\u2061', '\u3164', '\u{e0041}'],
];

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...UNSEEN),
      fc.constantFrom('::error::', '##[', '\n', 'word', '"', '@a', '`'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

const SEEN_AS_IT_IS = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u3164]/u;

function decoded(log: string): string {
  return log.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

test('whatever an action says, no character that a reader can not see reaches log, outputs or summary', () =>
  fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const { log, outputs, summary } = await runInTest(
        'scale-config',
        defineInputs({}),
        async ({}, { log: own, announce }) => {
          own.info(text);
          own.group(text, [text]);
          own.debug(text);
          await own.during(text, () => Promise.resolve());
          const at = { file: text, line: 1, column: 1 };
          announce([{ rule: text, severity: 'notice', message: text, hint: text, at }]);
          return {
            outputs: { text, json: JSON.stringify({ text }) },
            diagnostics: [{ rule: text, severity: 'warning', message: text, hint: text, at }],
            summary: text,
            failures: [{ title: text, message: text, details: [text] }],
          };
        },
        { env: { RUNNER_DEBUG: '1' } },
      );
      for (const written of [decoded(log), summary, ...Object.values(outputs)])
        expect(written).not.toMatch(SEEN_AS_IT_IS);
      expect(JSON.parse(outputs['json'] ?? '')).toEqual({ text });
    }),
    { numRuns: 60 },
  ));

test('nor do they come with what was thrown', async () => {
  for (const error of [new Error(UNSEEN.join('x')), new CancelledError(UNSEEN.join('x'))]) {
    const { log, summary } = await runInTest('scale-config', defineInputs({}), async () => Promise.reject(error));
    expect(`${decoded(log)}${summary}`).not.toMatch(SEEN_AS_IT_IS);
  }
});
