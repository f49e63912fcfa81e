import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { writtenRunner } from '../../test/written-runner.ts';
import { annotate, type Annotation } from './annotation.ts';

/** The command that an annotation is. */
function written(annotation: Annotation): string {
  const lines: string[] = [];
  annotate(
    writtenRunner({}, (text) => void lines.push(text)),
    annotation,
  );
  return lines.join('').replace(/\n$/, '');
}

test('no text makes a second command or another property', () =>
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const command = written({ severity: 'warning', title: text, message: text, file: text, line: 1, col: 2 });
      expect(command).toMatch(/^::warning (?:title=[^:,]+,file=[^:,]+,)?line=1,col=2::/);
      expect(command).not.toMatch(/[\r\n]/);
    }),
  ));

test('a message is cut to what GitHub shows', () => {
  expect(written({ severity: 'error', title: 't', message: 'x'.repeat(9000) })).toMatch(/x\.\.\. \(9000 characters\)$/);
});
