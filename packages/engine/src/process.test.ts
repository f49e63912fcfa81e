import { VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { drive, type Process } from './process.ts';

const START = Date.UTC(2026, 0, 1);
const seconds = (clock: VirtualClock) => (clock.trueNow - START) / 1000;

/** A process that looks until it has looked so often, and notes when. */
function looking(clock: VirtualClock, times: number, waitSeconds: number): Process<number, string> & { at: number[] } {
  const at: number[] = [];
  return {
    at,
    async observe() {
      at.push(seconds(clock));
      return at.length;
    },
    next: (seen) => (seen < times ? { kind: 'wait', seconds: waitSeconds } : { kind: 'done', result: `${seen} looks` }),
  };
}

describe('a process', () => {
  test('is looked at until it is done', async () => {
    const clock = new VirtualClock({ startAt: START });
    const process = looking(clock, 4, 2.4);
    await expect(clock.run(drive(process, { clock }))).resolves.toBe('4 looks');
    expect(process.at).toEqual([0, 2.4, 4.8, 7.2]);
  });

  test('that is done at once does not wait', async () => {
    const clock = new VirtualClock({ startAt: START });
    await expect(clock.run(drive(looking(clock, 1, 60), { clock }))).resolves.toBe('1 looks');
    expect(seconds(clock)).toBe(0);
  });

  test('that acts is looked at again right after', async () => {
    const clock = new VirtualClock({ startAt: START });
    const story: string[] = [];
    const process: Process<number, string> = {
      observe: async () => story.push('look'),
      next: (seen) =>
        seen === 1 ? { kind: 'act', act: async () => void story.push('act') } : { kind: 'done', result: 'done' },
    };
    await clock.run(drive(process, { clock }));
    expect(story).toEqual(['look', 'act', 'look']);
    expect(seconds(clock)).toBe(0);
  });

  test.each([
    ['looking', { observe: () => Promise.reject(new Error('no')), next: () => ({ kind: 'done', result: 1 }) as const }],
    [
      'acting',
      {
        observe: () => Promise.resolve(1),
        next: () => ({ kind: 'act', act: () => Promise.reject(new Error('no')) }) as const,
      },
    ],
  ])('that fails when %s fails so', async (_name, process) => {
    const clock = new VirtualClock({ startAt: START });
    await expect(drive<number, number>(process, { clock })).rejects.toThrow('no');
  });
});

describe('waiting', () => {
  test.each([
    // Looks are on the ticks of 1.2 seconds that all processes share.
    { at: 0, wait: 1.2, wakes: 1.2 },
    { at: 0.3, wait: 1.2, wakes: 1.2 },
    { at: 0.3, wait: 2.2, wakes: 2.4 },
    { at: 0.25, wait: 0.5, wakes: 1.2 },
    { at: 0, wait: 0.1, wakes: 1.2 },
    { at: 1.199, wait: 0, wakes: 1.2 },
    { at: 1.2, wait: 0, wakes: 2.4 },
    { at: 0, wait: 2, wakes: 1.2 },
    { at: 0, wait: 15, wakes: 14.4 },
  ])('$wait s from $at s ends at $wakes s', async ({ at, wait, wakes }) => {
    const clock = new VirtualClock({ startAt: START });
    await clock.advance(at);
    const process = looking(clock, 2, wait);
    await clock.run(drive(process, { clock }));
    expect(process.at).toEqual([at, wakes]);
  });

  test('processes that were begun apart look together, so that they share their calls', async () => {
    const clock = new VirtualClock({ startAt: START });
    const first = looking(clock, 4, 1);
    const second = looking(clock, 4, 1);
    const later = async () => {
      await clock.sleep(0.37);
      return drive(second, { clock });
    };
    await clock.run(Promise.all([drive(first, { clock }), later()]));
    expect(first.at).toEqual([0, 1.2, 2.4, 3.6]);
    expect(second.at).toEqual([0.37, 1.2, 2.4, 3.6]);
  });
});

describe('an abort', () => {
  test('ends a wait, with its reason', async () => {
    const clock = new VirtualClock({ startAt: START });
    const controller = new AbortController();
    const process = looking(clock, 100, 60);
    const driving = drive(process, { clock, signal: controller.signal });
    const cancelling = clock.sleep(90).then(() => controller.abort(new Error('cancelled')));
    await expect(clock.run(Promise.all([driving, cancelling]))).rejects.toThrow('cancelled');
    expect(process.at).toEqual([0, 60]);
    expect(seconds(clock)).toBe(90);
  });

  test('before the beginning looks at nothing', async () => {
    const clock = new VirtualClock({ startAt: START });
    const process = looking(clock, 1, 1);
    await expect(drive(process, { clock, signal: AbortSignal.abort(new Error('cancelled')) })).rejects.toThrow(
      'cancelled',
    );
    expect(process.at).toEqual([]);
  });

  test('while it looks does not keep a result back', async () => {
    const clock = new VirtualClock({ startAt: START });
    const controller = new AbortController();
    const process: Process<number, string> = {
      observe: async () => {
        controller.abort(new Error('cancelled'));
        return 1;
      },
      next: () => ({ kind: 'done', result: 'done' }),
    };
    await expect(drive(process, { clock, signal: controller.signal })).resolves.toBe('done');
  });
});
