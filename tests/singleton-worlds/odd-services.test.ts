import { overlaps } from '@fargate-actions/emulator';
import { awsPorts } from '@fargate-actions/aws';
import { singletonProcess } from '@fargate-actions/singleton';
import { describe, expect, test } from '@jest/globals';
import { drive } from '@fargate-actions/engine';
import { wantedBeat } from './account.ts';
import { aBeat, kept, oddWire, writesOf, type Odd } from './odd-reads.ts';

interface Shown {
  tags: unknown[];
  runningCount: number;
  pendingCount: number;
}

/** Every description of the service is put differently once it is being replaced. */
function shown(change: (service: Shown) => void): Odd {
  return (operation, output, { emulator }) => {
    const isReplaced = emulator.world.services[0]?.desiredCount === 0;
    if (operation === 'ecs:DescribeServices' && isReplaced) (output['services'] as Shown[]).forEach(change);
  };
}

const untagged: Odd = (operation, output) => {
  if (operation === 'ecs:DescribeServices') for (const service of output['services'] as Shown[]) service.tags = [];
};

describe('a service whose tags never show', () => {
  test.each([
    { beat: 'that has run for long', ageSeconds: 600, minutes: 3 },
    { beat: 'that has just started', ageSeconds: 5, minutes: 8 },
  ])('is replaced by the lock alone, and that is said: a beat $beat', async ({ ageSeconds, minutes }) => {
    const { account, next } = await aBeat(ageSeconds);
    const { emulator, clock } = account;
    const begun = emulator.world.now;
    const aws = awsPorts(oddWire(account, untagged), clock);
    const wanted = wantedBeat({ taskDefinition: next });
    const end = await clock.run(drive(singletonProcess(wanted, { aws, clock }), { clock }), { atMostHours: 1 });
    expect(end).toMatchObject({ status: 'deployed', singleton: { running: 1, excludedOthers: true } });
    expect((emulator.world.now - begun) / 60_000).toBeLessThan(minutes);
    expect(writesOf(account).filter((operation) => operation === 'TagResource')).toHaveLength(4);
    expect(aws.gaps.all).toEqual([
      expect.objectContaining({
        permission: 'ecs:TagResource',
        failure: expect.stringMatching(/accepted the tag fargate-actions:replacing of amply-beat 4 times/),
      }),
    ]);
    expect(emulator.world.services[0]?.tags).toEqual({});
    expect(overlaps(emulator.world, ({ container }) => container === 'beat')).toEqual([]);
  });
});

test('a service whose tags never show is not replaced without the lock, and that is said', async () => {
  const { account, next } = await aBeat();
  account.emulator.changeScenario({ denied: ['ssm:*'] });
  const end = await kept(account, oddWire(account, untagged), { taskDefinition: next });
  expect(end).toMatchObject({ status: 'failed', cause: { kind: 'not-kept' } });
  expect(end.cause?.summary).toContain('the mark of this run does not stay on amply-beat');
});

describe('a service that counts a task which no list shows', () => {
  test.each(['runningCount', 'pendingCount'] as const)(
    'in %s for ever, is left without a beat, and that is said',
    async (count) => {
      const { account, next } = await aBeat();
      const begun = account.emulator.world.now;
      const counted = shown((service) => (service[count] = 1));
      const end = await kept(account, oddWire(account, counted), { taskDefinition: next });
      expect(end).toMatchObject({
        status: 'failed',
        cause: { kind: 'counts-disagree', summary: expect.stringContaining('the counts of ECS disagree') },
      });
      expect((account.emulator.world.now - begun) / 60_000).toBeLessThan(12);
      // The next run goes on, and does not wait for this one.
      const healed = await kept(account, account.wire, { mode: 'enforce', run: 'run-2' });
      expect(healed).toMatchObject({ status: 'repaired', singleton: { running: 1 } });
      expect((account.emulator.world.now - begun) / 60_000).toBeLessThan(15);
    },
  );

  test('for a while is replaced all the same', async () => {
    const { account, next } = await aBeat();
    const begun = account.emulator.world.now;
    const counted = shown((service) => {
      if (account.emulator.world.now - begun < 300_000) service.runningCount = 1;
    });
    const end = await kept(account, oddWire(account, counted), { taskDefinition: next });
    expect(end.status).toBe('deployed');
  });
});
