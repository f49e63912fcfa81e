import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCommand } from './command-words.ts';
import { parseEdits, parseItems, parseNames } from './input-lines.ts';

function edits(text: string) {
  const diagnostics = new Diagnostics();
  return { edits: parseEdits({ name: 'environment-variables', text }, diagnostics), all: diagnostics.all };
}
const set = (name: string, value: string) => ({ kind: 'set', name, value });

describe('lines of names and values', () => {
  test.each([
    { name: 'one', text: 'A=1', expected: [set('A', '1')] },
    { name: 'every = after the first', text: 'RULE=Host=a.b&x==', expected: [set('RULE', 'Host=a.b&x==')] },
    { name: 'blanks around lines and names', text: '  A = 1  \r\n\r\n B=2', expected: [set('A', ' 1'), set('B', '2')] },
    { name: 'quotes as they are', text: `A="x 'y'"`, expected: [set('A', `"x 'y'"`)] },
    { name: 'an empty value', text: 'A=', expected: [set('A', '')] },
    { name: 'comments', text: '# first\nA=#1', expected: [set('A', '#1')] },
    {
      name: 'several lines',
      text: 'KEY<<END\n-----BEGIN\n  indented=1\n!x\n\n-----END\nEND\nB=2',
      expected: [set('KEY', '-----BEGIN\n  indented=1\n!x\n\n-----END'), set('B', '2')],
    },
    { name: 'several lines, none of them', text: 'KEY << EOF\nEOF', expected: [set('KEY', '')] },
    { name: 'a value with <<', text: 'A=x<<END', expected: [set('A', 'x<<END')] },
    {
      name: 'taken away',
      text: '!A\n! B',
      expected: [
        { kind: 'remove', name: 'A' },
        { kind: 'remove', name: 'B' },
      ],
    },
    { name: 'nothing', text: ' \n\n', expected: [] },
  ])('$name', ({ text, expected }) => {
    expect(edits(text)).toEqual({ edits: expected, all: [] });
  });

  test.each([
    { name: 'no =', text: 'A=1\nsecretstuff', line: 2 },
    { name: 'no name', text: '=secretstuff', line: 1 },
    { name: 'a blank in the name', text: '\n\nMY secretstuff=1', line: 3 },
    { name: 'no end', text: 'KEY<<END\nsecretstuff', line: 1 },
    { name: 'nothing to take away', text: '!', line: 1 },
    { name: 'a value to take away', text: '!secret stuff', line: 1 },
  ])('with $name are an error that names input and line, and shows no value', ({ text, line }) => {
    const { all } = edits(text);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ severity: 'error', rule: 'inputs/lines' });
    expect(all[0]?.message).toContain(`Line ${line} of the input \`environment-variables\``);
    expect(JSON.stringify(all)).not.toContain('secretstuff');
  });

  test('any name and value of one line come through', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]*$/), fc.string(), (name, text) => {
        const value = text.replace(/[\r\n]/g, '').trimEnd();
        expect(edits(`${name}=${value}`)).toEqual({ edits: [set(name, value)], all: [] });
      }),
    ));
});

test.each([
  { text: 'web, beat', expected: ['web', 'beat'] },
  { text: ' web ', expected: ['web'] },
  { text: 'web\nbeat,\n web', expected: ['web', 'beat'] },
])('names: $text', ({ text, expected }) => {
  expect(parseNames(text)).toEqual(expected);
});

test('items: one a line', () => {
  expect(parseItems(' arn:aws:s3:::b/a,b.env \n\n# no\narn:aws:s3:::b/c.env')).toEqual([
    'arn:aws:s3:::b/a,b.env',
    'arn:aws:s3:::b/c.env',
  ]);
});

describe('commands', () => {
  function command(text: string) {
    const diagnostics = new Diagnostics();
    return { words: parseCommand({ name: 'command', text }, diagnostics), all: diagnostics.all };
  }

  test.each([
    { text: 'celery -A shop worker', words: ['celery', '-A', 'shop', 'worker'] },
    { text: '  a \n b\t c ', words: ['a', 'b', 'c'] },
    { text: `sh -c "exec serve --name 'my shop'"`, words: ['sh', '-c', "exec serve --name 'my shop'"] },
    { text: `echo 'a "b" \\n'`, words: ['echo', 'a "b" \\n'] },
    { text: `echo a\\ b "c\\"d" "e\\f"`, words: ['echo', 'a b', 'c"d', 'e\\f'] },
    // Backslashes as they are written, in quotes or without.
    { text: String.raw`artisan --queue=App\Jobs\Mail`, words: ['artisan', String.raw`--queue=App\Jobs\Mail`] },
    { text: String.raw`php --queue=App\\Jobs`, words: ['php', String.raw`--queue=App\\Jobs`] },
    {
      text: String.raw`grep '\.py$' "\d+\$" \d+`,
      words: ['grep', String.raw`\.py$`, String.raw`\d+\$`, String.raw`\d+`],
    },
    { text: String.raw`run C:\app\\ "C:\my app"`, words: ['run', String.raw`C:\app\\`, String.raw`C:\my app`] },
    { text: String.raw`run "C:\app\\" 'x'`, words: ['run', String.raw`C:\app\\`, 'x'] },
    { text: 'echo a\\', words: ['echo', 'a\\'] },
    { text: `--x="a b"'c'd`, words: ['--x=a bcd'] },
    { text: `echo '' ""`, words: ['echo', '', ''] },
    { text: 'echo $HOME', words: ['echo', '$HOME'] },
    { text: 'a \\\n b', words: ['a', 'b'] },
    { text: '["celery", "-A", "a b"]', words: ['celery', '-A', 'a b'] },
    { text: ' [] ', words: [] },
  ])('$text', ({ text, words }) => {
    expect(command(text)).toEqual({ words, all: [] });
  });

  test.each(['echo "a', "echo 'a", '["a", 1]', '["a"', '[a b]'])('%s is an error', (text) => {
    const { words, all } = command(text);
    expect(words).toBeUndefined();
    expect(all).toMatchObject([{ severity: 'error', rule: 'inputs/command' }]);
  });

  test.each(['migrate && serve', 'serve > log', 'a | b', 'a ; b'])('%s is warned of: no shell runs it', (text) => {
    expect(command(text)).toMatchObject({ words: text.split(' '), all: [{ severity: 'warning' }] });
  });

  test('an operator in quotes is a word', () => {
    expect(command(`find . -exec ls '{}' ';'`)).toMatchObject({
      words: ['find', '.', '-exec', 'ls', '{}', ';'],
      all: [],
    });
  });

  test('any words in single quotes come through', () =>
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
        expect(command(quoted).words).toEqual(words);
      }),
    ));
});
