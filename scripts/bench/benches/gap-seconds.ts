import type { Bench } from '../bench.ts';
import { replacedBeat, type Replaced, type Replacement } from '../singleton/replaced-beat.ts';
import { median } from '../statistics.ts';

/** Worlds are cheap on the virtual clock: so many of them for each run that other benches do. */
const WORLDS_EACH = 10;

/** What strict may add to the time that ECS needs to stop one task and start the next. */
const MOST_OF_OURS_SECONDS = 2;

/** How long nobody fires schedules while a beat is replaced. */
export const gapSeconds: Bench = {
  name: 'gap-seconds',
  title: 'Without a beat while it is replaced: from the old container’s end to the new one’s start, emulated timings',
  async *run({ runs }) {
    const seeds = Array.from({ length: runs * WORLDS_EACH }, (_, index) => index + 1);
    const alone = await replaced('ecs alone', seeds);
    const strict = await replaced('strict', seeds);
    const ecs = await replaced('ecs', seeds);
    const own = alone.map((one) => one.gapSeconds);
    const ours = strict.map((one) => one.gapSeconds);
    const added = ours.map((gap, index) => gap - (own[index] ?? NaN));
    yield { what: 'ECS itself: STOPPED, then the next start at once', unit: 's', ours: own };
    yield { what: 'strategy strict', unit: 's', ours, atMost: median(own) + MOST_OF_OURS_SECONDS };
    yield { what: 'strict adds to ECS’s own need', unit: 's', ours: added, atMost: MOST_OF_OURS_SECONDS };
    yield { what: 'strict adds, 95 of 100', unit: 's', ours: added, statistic: 'p95' };
    yield {
      what: 'strict: from STOPPED to the call that starts',
      unit: 's',
      ours: strict.map((one) => one.idleSeconds),
    };
    yield {
      what: 'strategy ecs',
      unit: 's',
      ours: ecs.map((one) => one.gapSeconds),
      note: 'both may run for up to stopTimeout',
    };
  },
};

async function replaced(replacement: Replacement, seeds: readonly number[]): Promise<Replaced[]> {
  const found: Replaced[] = [];
  for (const seed of seeds) found.push(await replacedBeat(replacement, seed));
  return found;
}
