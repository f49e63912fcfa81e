import { awsPorts } from '@fargate-actions/aws';
import { overlaps, type VirtualAws } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { singletonProcess } from '@fargate-actions/singleton';
import { drive } from '@fargate-actions/engine';
import { wantedBeat } from './account.ts';
import { aBeat, kept } from './odd-reads.ts';
import { pausable } from './pausable.ts';
import type { Pause } from './world-spec.ts';

/** Longer than the lease of the lock. */
const HELD_SECONDS = 17 * 60;

/** The first run stands still at an answer; a second one begins before it goes on. */
async function heldAt(pause: Pick<Pause, 'atCall' | 'stops'>): Promise<{ account: VirtualAws; ends: string[] }> {
  const { account, next } = await aBeat();
  const { emulator, clock, wire } = account;
  const held = pausable(emulator, clock, { ...pause, when: 'answered', seconds: HELD_SECONDS });
  const context = { aws: awsPorts(held.wire, held.clock), clock: held.clock };
  const first = drive(singletonProcess(wantedBeat({ taskDefinition: next }), context), held).then(
    ({ status }) => status,
    (error: unknown) => String(error),
  );
  await clock.advance(HELD_SECONDS - 60);
  const wanted = wantedBeat({ mode: 'enforce', run: 'run-2' });
  const second = drive(singletonProcess(wanted, { aws: awsPorts(wire, clock), clock }), { clock });
  const [one, other] = await clock.run(Promise.all([first, second]));
  await clock.advance(300);
  return { account, ends: [one, other.status] };
}

/** The calls between desired 0 and the start of a replacement, by their numbers. */
async function callsOf(operation: string): Promise<number[]> {
  const { account, next } = await aBeat();
  const known = account.emulator.requests.length;
  await kept(account, account.wire, { taskDefinition: next });
  const names = account.emulator.requests.slice(known).map((request) => request.operation);
  const isBetween = (index: number): boolean =>
    index > names.indexOf('UpdateService') && index < names.lastIndexOf('UpdateService');
  return names.flatMap((name, index) => (name === operation && isBetween(index) ? [index + 1] : []));
}

test('nothing is started by a list whose answer came after the lease of the lock had run out', async () => {
  const lists = await callsOf('ListTasks');
  expect(lists.length).toBeGreaterThanOrEqual(12);
  // On the last ones the start rests.
  for (const [index, atCall] of lists.slice(-4).entries()) {
    const stops = (['none', 'wall', 'monotonic', 'both'] as const)[index % 4] ?? 'none';
    const { account, ends } = await heldAt({ atCall, stops });
    const doubled = overlaps(account.emulator.world, ({ container }) => container === 'beat');
    const running = account.emulator.world.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
    expect({ atCall, ends, doubled, running: running.length }).toEqual({ atCall, ends, doubled: [], running: 1 });
  }
});
