import { describe, expect, test } from '@jest/globals';
import { DiagnosedError, Diagnostics, pathText, type Path } from './index.ts';

const at = { file: 'stack.yml', line: 3, column: 5 };

describe('diagnostics', () => {
  test('the same one, found on two ways, is kept once', () => {
    const diagnostics = new Diagnostics();
    diagnostics.error(at, 'files/missing', 'x.yml does not exist.');
    diagnostics.error({ ...at }, 'files/missing', 'x.yml does not exist.');
    diagnostics.error({ ...at, line: 4 }, 'files/missing', 'x.yml does not exist.');
    expect(diagnostics.all.map(({ at }) => at?.line)).toEqual([3, 4]);
  });

  test('warnings and notices are no errors', () => {
    const diagnostics = new Diagnostics();
    diagnostics.warning(at, 'files/a', 'A.', 'Do it.');
    diagnostics.notice(undefined, 'files/b', 'B.');
    expect(diagnostics.hasErrors).toBe(false);
    expect(diagnostics.all).toEqual([
      { rule: 'files/a', severity: 'warning', message: 'A.', hint: 'Do it.', at },
      { rule: 'files/b', severity: 'notice', message: 'B.' },
    ]);
  });

  test('an error for a run has the first error for its message', () => {
    const diagnostics = new Diagnostics();
    diagnostics.warning(at, 'files/a', 'A.');
    diagnostics.error(at, 'files/b', 'B.');
    expect(diagnostics.hasErrors).toBe(true);
    expect(new DiagnosedError(diagnostics.all).message).toBe('B.');
  });
});

test.each<{ path: Path; text: string }>([
  { path: [], text: '' },
  { path: ['family'], text: 'family' },
  { path: ['containerDefinitions', 0, 'image'], text: 'containerDefinitions[0].image' },
  { path: [0, 'alarmName'], text: '[0].alarmName' },
])('a path as people write it: $text', ({ path, text }) => {
  expect(pathText(path)).toBe(text);
});
