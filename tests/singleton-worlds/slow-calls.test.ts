import type { Wire } from '@fargate-actions/aws';
import { overlaps, type VirtualAws } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { SERVICE } from './account.ts';
import { aBeat, kept, writesOf } from './odd-reads.ts';

const desiredCount = ({ emulator }: VirtualAws): number | undefined =>
  emulator.world.services.find(({ name }) => name === SERVICE)?.desiredCount;

/** A wire on which calls take so long, in seconds, whatever any limit says, while something is so. */
function slowWire({ wire, clock }: VirtualAws, seconds: number, isSlow: () => boolean): Wire {
  return {
    ...wire,
    async call(operation, input, options) {
      const output = await wire.call(operation, input, options);
      if (isSlow()) await clock.sleep(seconds);
      return output;
    },
  };
}

/** Replaces a beat over a wire, and tells how it went. */
async function replaced(slowly: (account: VirtualAws) => Wire) {
  const { account, next } = await aBeat();
  const { emulator, clock } = account;
  const known = writesOf(account).length;
  const begunAt = clock.trueNow;
  const status = await kept(account, slowly(account), { taskDefinition: next }).then(
    ({ status }) => status,
    (error: unknown) => String(error),
  );
  return {
    account,
    status,
    minutes: (clock.trueNow - begunAt) / 60_000,
    writes: writesOf(account).slice(known),
    beats: overlaps(emulator.world, ({ container }) => container === 'beat').length,
  };
}

describe('where every call takes long', () => {
  test.each([2, 4])('%d s, the beat is replaced all the same', async (seconds) => {
    const { status, minutes } = await replaced((account) => slowWire(account, seconds, () => true));
    expect(status).toBe('deployed');
    expect(minutes).toBeLessThan(5);
  });

  test.each([6, 14, 30, 60])('%d s, it is left as it is, and that is said', async (seconds) => {
    const { account, status, minutes, writes } = await replaced((to) => slowWire(to, seconds, () => true));
    expect(status).toMatch(/AWS answers too slowly to replace the task safely/);
    expect([desiredCount(account), writes]).toEqual([1, []]);
    expect(minutes).toBeLessThan(60);
  });
});

describe('where calls take long once the old beat is stopped', () => {
  test.each([10, 30])('%d s for some minutes, the lock is kept, and the new one starts then', async (seconds) => {
    let since: number | undefined;
    const { status, writes, beats } = await replaced((account) =>
      slowWire(account, seconds, () => {
        if (desiredCount(account) === 0) since ??= account.clock.trueNow;
        return since !== undefined && account.clock.trueNow - since < 8 * 60_000;
      }),
    );
    expect({ status, beats }).toEqual({ status: 'deployed', beats: 0 });
    expect(writes.filter((operation) => operation === 'PutParameter').length).toBeGreaterThan(1);
  });

  test.each([10, 30, 60])('%d s for ever, it ends, and leaves the mark for the next run', async (seconds) => {
    const { account, status, minutes, beats } = await replaced((to) =>
      slowWire(to, seconds, () => desiredCount(to) === 0),
    );
    expect(status).toMatch(/AWS answers too slowly to replace the task safely/);
    expect(minutes).toBeLessThan(60);
    expect(beats).toBe(0);
    const end = await kept(account, account.wire, { mode: 'enforce', run: 'run-2' });
    expect(end).toMatchObject({ status: 'repaired', singleton: { running: 1 } });
  });
});
