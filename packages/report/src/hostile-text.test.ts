import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aPlan, aReport, aResource, aRollback, outcome, rolledOut } from '../test/builders.ts';
import {
  code,
  cutMarkdown,
  diagnosticLines,
  diagnosticsMarkdown,
  escapeMarkdown,
  failuresOf,
  fenced,
  logLines,
  oneLine,
  outcomeLines,
  outcomeMarkdown,
  outcomeSentence,
  planLines,
  planMarkdown,
  progressLine,
  prose,
} from './index.ts';

/** Text that tries to be something else, mixed with anything at all. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '\n',
          '\r',
          '\r\n',
          '\u2028',
          '\t',
          ' ',
          '    ',
          '|',
          '\\',
          '\\|',
          '`',
          '```',
          '````',
          '~~~',
          '# ',
          '## x',
          '- ',
          '1. ',
          '> ',
        ],
        ...[
          '::error::',
          '::stop-commands::x',
          '::',
          '##[',
          '##[group]',
          '%0A',
          '\u001b[31m',
          '\u001b]0;t\u0007',
          '\u001b',
          '\u0000',
        ],
        ...[
          '<b>',
          '</details>',
          '<script>',
          '<!--',
          '-->',
          '&lt;',
          '@octocat',
          '[a](https://x.y)',
          '![i](x)',
          'https://evil.example',
        ],
        ...[
          'www.evil.example',
          'mailto:a@evil.example',
          'XMPP:a@evil.example/x',
          '$$',
          '***',
          '___',
          '---',
          '===',
          'name',
          'value',
          '\u202e',
          '\u009b31m',
          '\u00ad',
          '\u200b',
          '\u{e0041}',
          '\b',
          '\ud83d',
          '😀',
          '->',
          ' -> ',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Whether the runner would take a line for a command. Source: actions/runner, ActionCommand.cs. */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith('::') || line.includes('##[');
}

// Everything that is no printable character, the separators of lines among them.
const UNPRINTABLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test('a log line is one line, printable, and no command', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      for (const line of logLines(text)) {
        expect(isCommand(line)).toBe(false);
        expect(line).not.toMatch(UNPRINTABLE);
      }
    }),
  ));

test('no text makes a command of any line that is reported', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      const lines = [
        ...planLines(aPlan(aResource(`service ${text}`, { [text]: [text, `${text}!`] }, { note: text }))),
        ...outcomeLines([
          rolledOut(aReport({ service: text, from: text })),
          outcome(aResource('x'), { result: 'not attempted', because: text }),
        ]),
        ...failuresOf([hostileRollback(text)]).flatMap(({ details = [] }) => details),
        ...diagnosticLines([
          { rule: text, severity: 'error', message: text, hint: text, at: { file: text, line: 1, column: 1 } },
        ]),
        progressLine({ subject: { kind: text, name: text }, elapsedSeconds: 1, counts: text, stage: text }),
      ];
      for (const line of lines) {
        expect(isCommand(line)).toBe(false);
        expect(line).not.toMatch(UNPRINTABLE);
      }
    }),
  ));

// What GitHub makes a link or a mention of. Source: github.github.com/gfm, "Autolinks (extension)".
const LINKED = /(?:mailto|xmpp):|:\/\/|www\.|@(?!&#8203;|sha256:)/i;

test('escaped text has nothing that Markdown or HTML would act on', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeMarkdown(text);
      expect(escaped).not.toMatch(/[\n\r|<>`*~[\]\\$]|:\/\/|www\./i);
      expect(escaped).not.toMatch(/#(?!\d+;)/);
      expect(escaped).not.toMatch(/&(?!#\d+;)/);
      expect(escaped).not.toMatch(/(^|\W)@\w/);
      expect(escaped).not.toMatch(LINKED);
      expect(escaped).not.toMatch(/^([-+=]|\d+[.)])/);
    }),
  ));

test('inline code ends where it should, also in a table', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      const span = code(text);
      expect(span).not.toMatch(/[\n\r|]/);
      if (span.startsWith('<code>')) {
        expect(span.slice('<code>'.length, -'</code>'.length)).not.toMatch(/[<>`]/);
        // What is between tags is text, and links in it are found.
        expect(span).not.toMatch(LINKED);
      } else {
        const fence = /^`+/.exec(span)?.[0] ?? '';
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        expect(inside.match(/`+/g) ?? []).not.toContain(fence);
        expect(inside).not.toMatch(/^`|`$/);
      }
    }),
  ));

test('no line ends a block of code but its own last one', () =>
  fc.assert(
    fc.property(fc.array(hostile), (lines) => {
      const [first = '', ...rest] = fenced(lines).split('\n');
      const fence = first.replace('text', '');
      expect(fence).toMatch(/^`{3,}$/);
      expect(rest.findIndex((line) => line.trim().startsWith(fence))).toBe(rest.length - 1);
    }),
  ));

test('no text changes the structure of a summary', () =>
  fc.assert(
    fc.property(hostile, (text) => {
      // What a word of text gives is the structure that every text must give.
      const calm = oneLine(text) === '' ? '' : 'word';
      expect(skeleton(summary(text))).toEqual(skeleton(summary(calm)));
      for (const line of summary(text).split('\n')) expect(line).not.toMatch(UNPRINTABLE);
    }),
  ));

test('a cut summary has all closed that it opened', () =>
  fc.assert(
    fc.property(fc.array(hostile), fc.integer({ min: 500, max: 3000 }), (texts, most) => {
      const markdown = cutMarkdown(texts.map(summary).join('\n\n'), most);
      expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(most);
      const { open, fence } = walk(markdown);
      expect({ open, fence }).toEqual({ open: 0, fence: undefined });
    }),
  ));

function summary(text: string): string {
  const group = aResource('log group x', { [`a${text}`]: [null, text === '' ? 'x' : text] });
  const outcomes = [
    hostileRollback(text),
    outcome(group, { result: 'applied' }),
    outcome(aResource('service x'), { result: 'not attempted', because: text }),
    outcome(aResource('log group y'), { result: 'failed', error: new Error(text) }),
  ];
  return [
    planMarkdown(aPlan(group)),
    outcomeMarkdown(outcomes),
    outcomeMarkdown([outcome(aResource('log group y'), { result: 'failed', error: new Error(text) })]),
    prose(outcomeSentence(outcomes)),
    diagnosticsMarkdown([
      { rule: 'a/b', severity: 'error', message: text, hint: `h${text}`, at: { file: text, line: 1, column: 1 } },
    ]),
  ].join('\n\n');
}

function hostileRollback(text: string) {
  return rolledOut(
    aRollback({
      service: `s${text}`,
      cause: { kind: 'x', summary: text, hint: text },
      stopped: [{ reason: text, container: `c${text}`, exitCode: 1, tasks: [text] }],
      logTail: { container: text, group: text, stream: text, lines: [`l${text}`] },
      events: [`e${text}`],
      runningNow: text,
    }),
    aResource(`service s${text}`, {}),
  );
}

/** The lines of a Markdown text that make its structure, outside of blocks of code. */
function skeleton(markdown: string): string[] {
  return walk(markdown).structure;
}

function walk(markdown: string) {
  const structure: string[] = [];
  let fence: string | undefined;
  let open = 0;
  for (const line of markdown.split('\n')) {
    const [run] = /^`{3,}/.exec(line) ?? [];
    if (fence !== undefined) {
      if (run !== undefined && run.length >= fence.length) fence = undefined;
      continue;
    }
    if (run !== undefined) fence = run;
    // What stands in a code span is text, whatever it looks like.
    const bare = line.replaceAll(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, '');
    const tags = (bare.match(/<[^>]*>/g) ?? []).filter((tag) => !/^<\/?code>$/.test(tag));
    open += tags.filter((tag) => tag === '<details>').length - tags.filter((tag) => tag === '</details>').length;
    const cells = line.startsWith('|') ? `${(line.match(/\|/g) ?? []).length} cells` : '';
    structure.push([/^(#+ |- |```|$)/.exec(line)?.[0] ?? 'text', cells, ...tags].join(' '));
  }
  return { structure, fence, open };
}

test.each([
  'CannotStartContainerError: exec: "app --token=hunter2": not found',
  'the health check failed: curl -f -u amply:hunter2 http://localhost/',
  'curl -H "Authorization: Bearer hunter2" http://localhost/',
  'connecting to postgres://amply:hunter2@db/amply',
])('the secrets of a command are in no line, no Markdown and no annotation: %s', (text) => {
  const [failure] = failuresOf([hostileRollback(text)]);
  const all = [logLines(text), oneLine(text), escapeMarkdown(text), code(text), prose(text), fenced([text])];
  const reports = [
    outcomeMarkdown([hostileRollback(text)]),
    outcomeLines([hostileRollback(text)]),
    failure?.message,
    failure?.details,
  ];
  expect(JSON.stringify([all, reports])).not.toContain('hunter2');
});
