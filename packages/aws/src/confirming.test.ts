import { expect, test } from '@jest/globals';
import { confirming } from './confirming.ts';
import type { Moment } from './moment.ts';
import { NotSentError } from './not-sent.ts';

const SEEN: Moment = { wall: 1_000_000, monotonic: 50_000, signing: 2_000_000 };

test.each<{ name: string; later: Partial<Moment>; isSent: boolean }>([
  { name: 'five seconds later', later: { wall: 1_005_000, monotonic: 55_000, signing: 2_005_000 }, isSent: true },
  { name: 'a moment more by the wall clock', later: { wall: 1_005_001 }, isSent: false },
  { name: 'a moment more by the monotonic clock', later: { monotonic: 55_001 }, isSent: false },
  { name: 'a moment more by the clock of signatures', later: { signing: 2_005_001 }, isSent: false },
  { name: 'when the wall clock was set back', later: { wall: 900_000 }, isSent: false },
])('what rests on a look is sent: $name', ({ later, isSent }) => {
  const confirm = confirming({ moment: () => ({ ...SEEN, ...later }) }, SEEN);
  if (isSent) expect(confirm).not.toThrow();
  else expect(confirm).toThrow(NotSentError);
});
