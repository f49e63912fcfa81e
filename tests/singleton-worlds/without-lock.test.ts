import { expect, test } from '@jest/globals';
import { misjudged } from './judge.ts';
import { play } from './play.ts';
import type { Killed, WorldSpec } from './world-spec.ts';

/** A world without SSM in which every read is some seconds old, and the next run begins when the first one dies. */
const world = (killed: Pick<Killed, 'atCall' | 'then'>): WorldSpec => ({
  seed: 20,
  behaviour: 'healthy',
  stopSeconds: 8,
  settings: 'singleton',
  strays: 'stop',
  denied: ['ssm:*'],
  faults: [],
  latecomer: undefined,
  events: [],
  killed: { ...killed, effect: 'after', pauseSeconds: 0 },
  second: undefined,
  pause: undefined,
  stale: { reads: 3, lists: 3, lags: true },
  ageSeconds: 60,
  skewSeconds: 0,
  jitter: 0.3,
  pace: 'quick',
  failFastAfter: undefined,
  latencySeconds: [0.02, 0.08],
});

const CALLS = Array.from({ length: 30 }, (_, index) => index + 1);

test.each(['post step', 'enforce'] as const)(
  'without the lock, the %s after a run that was killed at any call believes no read of before it died',
  async (then) => {
    const wrong: string[] = [];
    for (const atCall of CALLS) {
      const spec = world({ atCall, then });
      wrong.push(...misjudged(spec, await play(spec)).map((what) => `killed at call ${atCall}: ${what}`));
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);
