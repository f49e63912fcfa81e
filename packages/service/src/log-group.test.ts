import { applyPlan, planAll } from '@fargate-actions/engine';
import { describe, expect, test } from '@jest/globals';
import { logGroupResource } from './log-group.ts';
import { anAccount, applied, type Account } from '../test/an-account.ts';

const group = (account: Account) => logGroupResource('/ecs/shop', { team: 'shop' }, account.aws);
const groups = ({ emulator }: Account) => emulator.world.logGroups.map(({ name }) => name);

describe('a log group', () => {
  test('that is missing is created once, with its tags', async () => {
    const account = anAccount();
    expect((await applied(account, group(account))).actions).toEqual(['create']);
    expect(account.emulator.world.logGroups).toMatchObject([{ name: '/ecs/shop', tags: { team: 'shop' } }]);
    expect((await applied(account, group(account))).actions).toEqual(['none']);
    expect(account.writes()).toEqual(['CreateLogGroup']);
  });

  test('of which another’s name is the beginning is missing', async () => {
    const account = anAccount();
    account.emulator.call('logs:CreateLogGroup', { logGroupName: '/ecs/shop-2' });
    expect((await applied(account, group(account))).actions).toEqual(['create']);
  });

  test('that another run has created meanwhile is as good', async () => {
    const account = anAccount();
    const plan = await account.clock.run(planAll([group(account)]));
    account.emulator.call('logs:CreateLogGroup', { logGroupName: '/ecs/shop' });
    const outcomes = await account.clock.run(applyPlan(plan, { clock: account.clock }));
    expect(outcomes).toMatchObject([{ result: 'applied' }]);
  });

  test('that may not be looked for is left alone, with a notice', async () => {
    const account = anAccount({ denied: ['logs:DescribeLogGroups'] });
    expect((await applied(account, group(account))).actions).toEqual(['none']);
    expect(account.denials()).toEqual(['logs:DescribeLogGroups']);
    expect(account.writes()).toEqual([]);
  });

  test('is created without tags where tagging is denied, with a notice', async () => {
    const denied = {
      operation: 'CreateLogGroup',
      error: 'AccessDeniedException',
      message: 'User: run is not authorized to perform: logs:TagResource on resource: *',
      times: 1,
    };
    const account = anAccount({ faults: [denied] });
    const { outcomes } = await applied(account, group(account));
    expect(outcomes).toMatchObject([{ result: 'applied' }]);
    expect(account.emulator.world.logGroups).toMatchObject([{ name: '/ecs/shop', tags: {} }]);
    expect(account.denials()).toEqual(['logs:TagResource']);
  });

  test('that may not be created fails: without it no task starts', async () => {
    const account = anAccount({ denied: ['logs:CreateLogGroup'] });
    const { outcomes } = await applied(account, group(account));
    expect(outcomes).toMatchObject([{ result: 'failed', error: { permission: 'logs:CreateLogGroup' } }]);
  });

  test.each(['before', 'after'] as const)(
    'whose answer is lost %s it took effect is there all the same',
    async (effect) => {
      const account = anAccount({
        faults: [{ operation: 'CreateLogGroup', error: 'ConnectionLost', effect, times: 1 }],
      });
      const { outcomes } = await applied(account, group(account));
      expect(outcomes).toMatchObject([{ result: 'applied' }]);
      expect(groups(account)).toEqual(['/ecs/shop']);
    },
  );

  test('whose answer is lost again and again fails', async () => {
    const account = anAccount({ faults: [{ operation: 'CreateLogGroup', error: 'ConnectionLost' }] });
    const { outcomes } = await applied(account, group(account));
    expect(outcomes).toMatchObject([{ result: 'failed', error: { kind: 'lost' } }]);
    expect(account.writes()).toEqual(['CreateLogGroup', 'CreateLogGroup']);
  });
});
