import { awsPorts, type Gap } from '@fargate-actions/aws';
import type { VirtualAws } from '@fargate-actions/emulator';
import { singletonProcess, type SingletonReport, type SingletonWanted } from '@fargate-actions/singleton';
import { describe, expect, test } from '@jest/globals';
import { drive } from '@fargate-actions/engine';
import { wantedBeat } from './account.ts';
import { aBeat, oddWire, type Odd } from './odd-reads.ts';

/** One run to its end: what it says, how long it took, and what it left. */
async function ran(
  account: VirtualAws,
  wanted: Partial<SingletonWanted>,
  odd: Odd = () => undefined,
): Promise<{ end: SingletonReport; minutes: number; gaps: readonly Gap[]; says: string[] }> {
  const { clock } = account;
  const aws = awsPorts(oddWire(account, odd), clock);
  const says: string[] = [];
  const progress = (line: { says: string }): unknown => says.push(line.says);
  const begun = clock.trueNow;
  const end = await clock.run(drive(singletonProcess(wantedBeat(wanted), { aws, clock, progress }), { clock }));
  return { end, minutes: (clock.trueNow - begun) / 60_000, gaps: aws.gaps.all, says };
}

const left = ({ emulator: { world } }: VirtualAws) => ({
  desiredCount: world.services[0]?.desiredCount,
  marks: Object.keys(world.services[0]?.tags ?? {}).length,
  locks: world.parameters.length,
});

const AS_BEFORE = { desiredCount: 1, marks: 0, locks: 0 };

describe('a lock that can’t be given back', () => {
  test.each([
    { why: 'it is denied', scenario: { denied: ['ssm:DeleteParameter'] }, gap: { remedy: expect.anything() } },
    {
      why: 'no answer comes',
      scenario: { faults: [{ operation: 'DeleteParameter', error: 'ServerException', httpStatus: 500 }] },
      gap: { failure: expect.anything() },
    },
  ])('because $why is told of, with its expiry, and so is who waits for it', async ({ scenario, gap }) => {
    const { account, next } = await aBeat();
    account.emulator.changeScenario(scenario);
    const first = await ran(account, { taskDefinition: next });
    expect(first.end.status).toBe('deployed');
    const expiry =
      /^The lock of amply-beat is left, and expires at (\d\d:\d\d:\d\d UTC): the next run waits until then\.$/;
    expect(first.gaps).toEqual([{ permission: 'ssm:DeleteParameter', lost: expect.stringMatching(expiry), ...gap }]);
    const [, until] = expiry.exec(first.gaps[0]?.lost ?? '') ?? [];
    const second = await ran(account, { taskDefinition: next, forceNewDeployment: true, run: 'run-2' });
    expect(second.says[0]).toMatch(
      new RegExp(
        String.raw`^waits for the run run-1, which has the lock, to be done \(last renewed at [\d:]+ UTC; expires at ${until}\)$`,
      ),
    );
  });
});

describe('where the old beat may not be stopped', () => {
  test.each([
    { why: 'it is denied', scenario: { denied: ['ecs:UpdateService'] } },
    {
      why: 'it is refused',
      scenario: { faults: [{ operation: 'UpdateService', error: 'InvalidParameterException', httpStatus: 400 }] },
    },
    { why: 'it is throttled', scenario: { faults: [{ operation: 'UpdateService', error: 'ThrottlingException' }] } },
  ])('because $why, mark and lock are given back, and the next run does not wait', async ({ scenario }) => {
    const { account, next } = await aBeat();
    account.emulator.changeScenario(scenario);
    const { end } = await ran(account, { taskDefinition: next });
    expect(end).toMatchObject({
      status: 'refused',
      cause: { summary: expect.stringMatching(/ecs:UpdateService|AWS answers too slowly/) },
      singleton: { refusals: [{ severity: 'error' }] },
    });
    expect(left(account)).toEqual(AS_BEFORE);
    account.emulator.changeScenario({ denied: [], faults: [] });
    const second = await ran(account, { taskDefinition: next, run: 'run-2' });
    expect(second.end.status).toBe('deployed');
    expect(second.minutes).toBeLessThan(3);
  });

  test('the mark of a run that died is kept', async () => {
    const { account, next } = await aBeat();
    account.emulator.call('ecs:UpdateService', { cluster: 'amply-prod', service: 'amply-beat', desiredCount: 0 });
    await account.clock.advance(600);
    account.emulator.changeScenario({ denied: ['ecs:UpdateService'] });
    const { end } = await ran(account, { taskDefinition: next });
    expect(end.status).toBe('failed');
    expect(left(account)).toEqual({ desiredCount: 0, marks: 1, locks: 0 });
  });
});

test('where the new beat may not be started, the mark is kept, and the next run does not wait for the lock', async () => {
  const { account, next } = await aBeat();
  const { emulator } = account;
  const denied: Odd = (operation) => {
    if (operation === 'ecs:UpdateService') emulator.changeScenario({ denied: ['ecs:UpdateService'] });
  };
  const { end } = await ran(account, { taskDefinition: next }, denied);
  expect(end).toMatchObject({ status: 'failed', cause: { kind: 'denied' } });
  expect(left(account)).toEqual({ desiredCount: 0, marks: 1, locks: 0 });
  emulator.changeScenario({ denied: [] });
  const second = await ran(account, { mode: 'enforce', run: 'run-2' });
  expect(second.end).toMatchObject({ status: 'repaired', singleton: { running: 1 } });
  expect(second.minutes).toBeLessThan(3);
});
