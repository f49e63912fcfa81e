import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { logGroupResource, planLogGroup, type LogGroupSettings } from './log-group.ts';
import { anAccount, applied, type Account } from '../test/an-account.ts';

const NAME = '/ecs/shop';
const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const group = (account: Account, settings: LogGroupSettings) => logGroupResource(NAME, {}, account.aws, settings);

describe('a log group with settings', () => {
  test('is created with them', async () => {
    const account = anAccount();
    await applied(account, group(account, { retentionInDays: 30, kmsKeyId: KEY }));
    expect(account.emulator.world.logGroups).toMatchObject([{ name: NAME, retentionInDays: 30, kmsKeyId: KEY }]);
    // Its key first: nothing is ever written to it that is encrypted with another.
    expect(account.writes()).toEqual(['CreateLogGroup', 'AssociateKmsKey', 'PutRetentionPolicy']);
  });

  test('gets what differs, and nothing else', async () => {
    const account = anAccount();
    account.emulator.call('logs:CreateLogGroup', { logGroupName: NAME, kmsKeyId: KEY });
    const { actions } = await applied(account, group(account, { retentionInDays: 30, kmsKeyId: KEY }));
    expect(actions).toEqual(['update']);
    expect(account.writes()).toEqual(['CreateLogGroup', 'PutRetentionPolicy']);
  });

  test('that may not be looked for is left alone', async () => {
    const account = anAccount({ denied: ['logs:DescribeLogGroups'] });
    expect((await applied(account, group(account, { retentionInDays: 30 }))).actions).toEqual(['none']);
    expect(account.writes()).toEqual([]);
  });

  test.each(['before', 'after'] as const)('keeps them when an answer is lost %s it took effect', async (effect) => {
    const account = anAccount({
      faults: [{ operation: 'PutRetentionPolicy', error: 'ConnectionLost', effect, times: 1 }],
    });
    const { outcomes } = await applied(account, group(account, { retentionInDays: 30 }));
    expect(outcomes).toMatchObject([{ result: 'applied' }]);
    expect(account.emulator.world.logGroups).toMatchObject([{ retentionInDays: 30 }]);
  });

  test.each([
    { what: 'for ever', retentionInDays: undefined, wanted: 30, from: 'for ever' },
    { what: 'longer', retentionInDays: 90, wanted: 30, from: '90 days' },
  ])('that were kept $what lose what is older, with a warning', ({ retentionInDays, wanted, from }) => {
    const diagnostics = new Diagnostics();
    const found = { logGroupName: NAME, storedBytes: 1, ...(retentionInDays !== undefined && { retentionInDays }) };
    const at = { file: 'stack.yml', line: 3, column: 5 };
    expect(planLogGroup(found, { retentionInDays: wanted, at }, diagnostics).action).toBe('update');
    const message = expect.stringContaining(`${NAME} was to keep its logs ${from}, and is to keep them 30 days`);
    expect(diagnostics.all).toMatchObject([{ severity: 'warning', rule: 'logs/retention-shortened', at, message }]);
  });

  test.each([
    { what: 'are kept longer', retentionInDays: 14, storedBytes: 1 },
    { what: 'are kept as long', retentionInDays: 30, storedBytes: 1 },
    { what: 'there are none of', storedBytes: 0 },
  ])('that $what lose nothing', ({ what: _, ...group }) => {
    const diagnostics = new Diagnostics();
    planLogGroup({ logGroupName: NAME, ...group }, { retentionInDays: 30 }, diagnostics);
    expect(diagnostics.all).toEqual([]);
  });

  test('where a policy of the account rules its retention, it is not set again and again', () => {
    const diagnostics = new Diagnostics();
    const found = { logGroupName: NAME, retentionInDays: 90, retentionPolicyName: 'company' };
    expect(planLogGroup(found, { retentionInDays: 30 }, diagnostics).action).toBe('none');
    expect(diagnostics.all).toMatchObject([{ severity: 'notice', rule: 'logs/account-policy' }]);
  });
});
