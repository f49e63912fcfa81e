import { expect, test } from '@jest/globals';
import { RunnerLog, type LogLine } from './runner-log.ts';

function shown(...pieces: string[]): LogLine[] {
  const lines: LogLine[] = [];
  const log = new RunnerLog((line) => lines.push(line));
  pieces.forEach((piece) => log.write(piece));
  log.end();
  return lines;
}

test.each([
  { name: 'text as it is', written: '  a: b\n', expected: [{ kind: 'text', text: '  a: b' }] },
  { name: 'an empty line', written: '\n', expected: [{ kind: 'text', text: '' }] },
  { name: 'a last line without an end', written: 'a', expected: [{ kind: 'text', text: 'a' }] },
  {
    name: 'a group by its title, without its end',
    written: '::group::Plan\n::endgroup::\n',
    expected: [{ kind: 'group', text: 'Plan' }],
  },
  {
    name: 'an error with its title, unescaped, line by line',
    written: '::error title=a%3A b,file=x,line=1::100%25%0Anext\n',
    expected: [
      { kind: 'error', text: 'a: b: 100%' },
      { kind: 'error', text: 'next' },
    ],
  },
  { name: 'an error without a title', written: '::error::why\n', expected: [{ kind: 'error', text: 'why' }] },
  { name: 'no warnings and notices', written: '::warning title=x::y\n::notice::z\n', expected: [] },
])('shows $name', ({ written, expected }) => {
  expect(shown(written)).toEqual(expected);
});

test('pieces may end anywhere', () => {
  const whole = 'one\n::group::two\nthree\n';
  for (let at = 0; at <= whole.length; at++) {
    expect(shown(whole.slice(0, at), whole.slice(at))).toEqual(shown(whole));
  }
});
