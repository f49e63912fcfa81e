import { expect, test } from '@jest/globals';
import { summarised } from './statistics.ts';
import { tableLines } from './table.ts';

test('columns that no row fills are left out', () => {
  expect(tableLines([summarised({ what: 'entry', unit: 'bytes', ours: [1234567] })])).toEqual([
    '                  ours',
    'entry  1,234,567 bytes',
  ]);
});

test('what is measured side by side is shown so', () => {
  const rows = [
    summarised({ what: 'start', unit: 'ms', ours: [90], official: [100], atMost: 'official' }),
    summarised({ what: 'lag', unit: 's', ours: [0.449], atMost: 1.5 }),
    summarised({ what: 'writes', unit: 'calls', ours: [2], atMost: 0, note: 'why' }),
  ];
  expect(tableLines(rows)).toEqual([
    '           ours  official  ratio       target',
    'start     90 ms    100 ms   0.90  <= official  met',
    'lag       0.4 s                      <= 1.5 s  met',
    'writes  2 calls                    <= 0 calls  MISSED; why',
  ]);
});
