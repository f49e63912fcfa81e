import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOfRun, markText, parseMark } from './mark.ts';

test('a mark is read as it was written, in what a tag may hold', () => {
  const mark = fc.record({
    from: fc.constantFrom('', 'amply-beat:1', `${'b'.repeat(255)}:41`),
    to: fc.constantFrom('amply-beat:2', `${'b'.repeat(255)}:42`),
    run: fc.constantFrom('123/1/a7', 'a b', 'x<y>'),
    at: fc.integer({ min: 0, max: 2e12 }),
  });
  fc.assert(
    fc.property(mark, (written) => {
      const text = markText(written);
      expect(text.length).toBeLessThanOrEqual(256);
      expect(text).toMatch(/^[\p{L}\p{N} +\-=._:/@]*$/u);
      const family = written.to.split(':')[0] ?? '';
      const read = parseMark(text, family);
      expect(read?.to).toBe(written.to);
      expect(read?.at).toBe(written.at);
      expect(read && isOfRun(read, written.run)).toBe(true);
    }),
  );
});

test.each(['', 'yes', 'from=a to=b', 'from=a to=b run=c at=never'])('%j is no mark', (text) => {
  expect(parseMark(text, 'amply-beat')).toBeUndefined();
});
