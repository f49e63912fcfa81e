import { expect, test } from '@jest/globals';
import { ENDED, LogClock, momentOf } from './log-moments.ts';

function aLog(...pieces: readonly string[]) {
  let at = 0;
  const log = new LogClock(() => ++at);
  for (const piece of pieces) log.write(piece);
  return log.lines;
}

test('a line has come when its end has', () => {
  expect(aLog('one\ntw', 'o\n', 'three')).toEqual([
    { at: 1, text: 'one' },
    { at: 2, text: 'two' },
  ]);
});

const LINES = aLog(
  '00:09  api-1   new 0 of 2 running; old 2  rolling back: image not found: x\n',
  '00:10  api     new 0 of 2 running, 1 pending; old 2  scale up\n',
  '00:34  api     new 0 of 2 running, 1 pending, 2 failed; old 2  rolled back\n',
  'api            rolled back  api:1 -> api:2\n',
  '1:00:35  api-1  new 2 of 2 running; old 0  deployed\n',
);

test.each([
  { service: 'api-1', said: /^rolling back: image/, at: 1 },
  { service: 'api', said: ENDED, at: 3 },
  { service: 'api-1', said: ENDED, at: 5 },
  { service: 'ap', said: ENDED, at: undefined },
  { service: 'api', said: /deployed/, at: undefined },
])('$service said $said at $at', ({ service, said, at }) => {
  expect(momentOf(LINES, service, said)).toBe(at);
});
