import { expect, jest, test } from '@jest/globals';
import * as core from '@actions/core';
import fc from 'fast-check';
import { annotate, command } from './commands.ts';

/** What @actions/core writes. */
function official(write: () => void): string {
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    write();
  } finally {
    spy.mockRestore();
  }
  return written.join('').trimEnd();
}

const TRICKY = ['100%', 'a:b,c', 'two\nlines', '::error::x', '%0A', '😀'];

test.each(TRICKY)('%j is written as the official toolkit writes it', (text) => {
  expect(command('error', text, { title: text, file: text, line: 3, col: 4 })).toBe(
    official(() => {
      core.error(text, { title: text, file: text, startLine: 3, startColumn: 4 });
    }),
  );
  expect(command('add-mask', text)).toBe(
    official(() => {
      core.setSecret(text);
    }),
  );
  expect(command('group', text)).toBe(
    official(() => {
      core.startGroup(text);
    }),
  );
  expect(command('debug', text)).toBe(
    official(() => {
      core.debug(text);
    }),
  );
});

test('no text makes a second command or another property', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const written = annotate({ severity: 'warning', title: text, message: text, file: text, line: 1, col: 2 });
      expect(written).toMatch(/^::warning (?:title=[^:,]+,file=[^:,]+,)?line=1,col=2::/);
      expect(written).not.toMatch(/[\r\n]/);
    }),
  ));

test('a message is cut to what GitHub shows', () => {
  expect(annotate({ severity: 'error', title: 't', message: 'x'.repeat(9000) })).toMatch(
    /x\.\.\. \(9000 characters\)$/,
  );
});
