import { VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { addressText } from './address.ts';
import { applyPlan, type ApplyContext } from './apply.ts';
import { planAll } from './plan.ts';
import type { Report } from './report.ts';
import { aStage, type Behaviour } from '../test/resources.ts';
import { undo } from './undo.ts';

/** What became of one, in words. */
function told({ subject, status, statusText, cause }: Report): string {
  return `${addressText(subject)} ${statusText ?? status}${cause ? `: ${cause.summary}` : ''}`;
}

/** Applies all of them, and goes back. */
async function undone(
  behaviours: Readonly<Record<string, Behaviour>>,
  options: Pick<ApplyContext, 'maxParallel'> & { readonly cancelAfterSeconds?: number } = {},
) {
  const clock = new VirtualClock({ startAt: 0 });
  const stage = aStage(clock, behaviours);
  const outcomes = await clock.run(applyPlan(await planAll(stage.resources), { clock }));
  stage.story.length = 0;
  stage.underWay.most = 0;
  const stop = new AbortController();
  const { cancelAfterSeconds, ...others } = options;
  if (cancelAfterSeconds !== undefined)
    void clock.sleep(cancelAfterSeconds).then(() => stop.abort(new Error('cancelled')));
  const begunAt = clock.now();
  const reports = await clock.run(undo(outcomes, { clock, signal: stop.signal, ...others }));
  return {
    reports: reports.map(told),
    story: stage.story,
    most: stage.underWay.most,
    seconds: (clock.now() - begunAt) / 1000,
  };
}

describe('going back over a run', () => {
  test('goes back over what moved, side by side, whatever waited for what', async () => {
    const { reports, story, most } = await undone({
      api: { processSeconds: 5, undo: { seconds: 30 } },
      worker: { after: ['api'], processSeconds: 5, undo: { seconds: 20 } },
    });
    expect(story).toEqual([
      'undo api, which was deployed',
      'undo worker, which was deployed',
      'worker is done',
      'api is done',
    ]);
    expect(most).toBe(2);
    expect(reports).toEqual(['api deployed', 'worker deployed']);
  });

  test('has those that come last wait for all others, whatever became of them', async () => {
    const { reports, story } = await undone({
      beat: { undo: { comesLast: true, seconds: 1 } },
      api: { undo: { seconds: 30 } },
      worker: { undo: { fails: 'to begin' } },
      mailer: { undo: { seconds: 3, fails: 'in its process' } },
      clock: { undo: { comesLast: true, seconds: 1 } },
    });
    expect(story).toEqual([
      ...['undo api', 'undo worker', 'undo mailer', 'mailer failed', 'api is done'],
      ...['undo beat', 'undo clock', 'beat is done', 'clock is done'],
    ]);
    expect(reports).toEqual([
      'beat deployed',
      'api deployed',
      "worker failed: worker can't go back",
      'mailer failed',
      'clock deployed',
    ]);
  });

  test('begins no more of them at a time than it may', async () => {
    const two = { undo: { seconds: 10 } };
    expect(await undone({ a: two, b: two, c: two, d: two }, { maxParallel: 2 })).toMatchObject({ most: 2 });
  });

  test('lists what was written and stays, and nothing that was not', async () => {
    const { reports } = await undone({
      'log group': {},
      api: { undo: { nothing: 'it is new' } },
      worker: { isUnchanged: true },
      beat: { undo: { isUnchanged: true } },
      alarm: { fails: 'to write', continueOnFailure: true },
      schedule: { fails: 'to write', writes: ['a tag'], continueOnFailure: true },
      topic: { fails: 'to plan, alone' },
    });
    expect(reports).toEqual([
      'log group stays: it has no way back, and stays as this run wrote it',
      'api stays: it is new',
      'schedule stays: it has no way back, and stays as this run wrote it',
    ]);
  });

  test('goes back over what was written and failed', async () => {
    const { reports, story } = await undone({
      api: { processSeconds: 5, fails: 'in its process', undo: {} },
      worker: { after: ['api'], processSeconds: 5, undo: {} },
    });
    expect(story).toEqual(['undo api, which was failed', 'api is done']);
    expect(reports).toEqual(['api deployed']);
  });

  test('begins nothing more when it is cancelled, and says so', async () => {
    const { reports, seconds } = await undone(
      { api: { undo: { seconds: 60 } }, worker: { undo: {} }, beat: { undo: { comesLast: true } } },
      { cancelAfterSeconds: 10 },
    );
    expect(reports).toEqual([
      'api cancelled: the run was cancelled while it went back',
      'worker deployed',
      'beat cancelled: the run was cancelled before it went back',
    ]);
    expect(seconds).toBe(10);
  });
});
