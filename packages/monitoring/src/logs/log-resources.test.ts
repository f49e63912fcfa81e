import { Diagnostics } from '@fargate-actions/documents';
import { logGroupResources } from '@fargate-actions/service';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { aMonitoredService, aMonitoredStack } from '../../test/a-stack.ts';
import { anAccount, applied, type Account, type Applied } from '../../test/an-account.ts';
import { KEY, someLogSettings } from '../../test/log-settings.ts';
import { RETENTIONS } from './check-log-settings.ts';
import { keptLogGroups, logResources } from './log-resources.ts';
import type { LogSettings } from './log-settings.ts';

const API = '/ecs/amply-api';
const FOLDER = 'fargate-actions/amply/amply-prod';
const stack = aMonitoredStack({
  services: [aMonitoredService(), aMonitoredService({ name: 'amply-worker', logGroups: ['/ecs/amply-worker', API] })],
});
const ALL = { retentionInDays: 30, kmsKeyId: KEY, errorLogs: true, queries: true } as const;

function apply(account: Account, given: Partial<LogSettings>, prune = false, of = stack): Promise<Applied> {
  const diagnostics = new Diagnostics();
  const settings = { prune, tags: { team: 'amply' } };
  const logs = someLogSettings(given);
  const groups = logGroupResources(keptLogGroups(of, logs), settings.tags, account.aws);
  return applied(account, [...groups, ...logResources(of, logs, settings, account.aws, diagnostics)], diagnostics);
}
const rules = ({ diagnostics }: Applied): string[] => diagnostics.all.map(({ rule }) => rule);
const filtersOf = ({ emulator }: Account, group = API) =>
  emulator.world.logGroups.find(({ name }) => name === group)?.metricFilters ?? [];
const queriesOf = ({ emulator }: Account) => emulator.world.queryDefinitions;

describe('the logs of a stack', () => {
  test('are set up once, each group once, and then left alone', async () => {
    const account = anAccount();
    const first = await apply(account, ALL);
    expect(first.changes).toEqual({
      [`log group ${API}`]: ['retentionInDays', 'kmsKeyId'],
      'log group /ecs/amply-worker': ['retentionInDays', 'kmsKeyId'],
      [`metric filters of ${API}`]: expect.any(Array),
      'metric filters of /ecs/amply-worker': expect.any(Array),
      [`saved queries of ${FOLDER}`]: expect.any(Array),
    });
    expect(account.emulator.world.logGroups).toMatchObject([
      { name: API, retentionInDays: 30, kmsKeyId: KEY, tags: { team: 'amply' } },
      { name: '/ecs/amply-worker', retentionInDays: 30, kmsKeyId: KEY, tags: { team: 'amply' } },
    ]);
    const writes = account.writes().length;
    expect((await apply(account, ALL)).changes).toEqual({});
    expect(account.writes()).toHaveLength(writes);
  });

  test('keep what is not said, tags too', async () => {
    const account = anAccount();
    account.emulator.call('logs:CreateLogGroup', { logGroupName: API, kmsKeyId: KEY, tags: { team: 'other' } });
    account.emulator.call('logs:PutRetentionPolicy', { logGroupName: API, retentionInDays: 7 });
    const { changes } = await apply(account, {});
    expect(changes).toEqual({});
    expect(account.emulator.world.logGroups[0]).toMatchObject({
      retentionInDays: 7,
      kmsKeyId: KEY,
      tags: { team: 'other' },
    });
  });

  test('change in what is edited only', async () => {
    const account = anAccount();
    await apply(account, ALL);
    const { changes } = await apply(account, { ...ALL, retentionInDays: 60 });
    expect(changes).toEqual({
      [`log group ${API}`]: ['retentionInDays'],
      'log group /ecs/amply-worker': ['retentionInDays'],
    });
  });

  test('are those of the services asked for; saved queries are about all', async () => {
    const account = anAccount();
    const { changes } = await apply(account, { ...ALL, services: ['amply-api'] });
    expect(Object.keys(changes)).toEqual([
      `log group ${API}`,
      `metric filters of ${API}`,
      `saved queries of ${FOLDER}`,
    ]);
    expect(queriesOf(account)[0]?.logGroupNames).toEqual([API, '/ecs/amply-worker']);
  });

  test.each<{ name: string; given: Partial<LogSettings>; named: readonly string[] }>([
    { name: 'a retention', given: { retentionInDays: 30 }, named: ['amply-mute', 'amply-silent'] },
    { name: 'errors that are counted', given: { errorLogs: true }, named: ['amply-mute', 'amply-silent'] },
    { name: 'saved queries', given: { queries: true }, named: ['amply-mute', 'amply-silent'] },
    { name: 'only some services', given: { retentionInDays: 30, services: ['amply-mute'] }, named: ['amply-mute'] },
    { name: 'nothing', given: {}, named: [] },
  ])('of services that have none are missed, in one notice: $name', async ({ given, named }) => {
    const account = anAccount();
    const services = ['amply-mute', 'amply-silent'].map((name) => aMonitoredService({ name, logGroups: [] }));
    const mute = aMonitoredStack({ services: [aMonitoredService(), ...services] });
    const { diagnostics } = await apply(account, given, false, mute);
    expect(diagnostics.all).toMatchObject(
      named.length === 0
        ? []
        : [{ severity: 'notice', rule: 'logs/no-log-group', message: expect.stringContaining(named.join(', ')) }],
    );
  });

  test('with something wrong are not written', async () => {
    const account = anAccount();
    expect(rules(await apply(account, { ...ALL, retentionInDays: 2 }))).toEqual(['logs/retention']);
    expect(account.writes()).toEqual([]);
  });

  test('look at each group once', async () => {
    const account = anAccount();
    await apply(account, ALL);
    const looks = account.emulator.requests.filter(({ operation }) => operation === 'DescribeLogGroups');
    expect(looks).toHaveLength(2);
  });
});

describe('errors in the logs', () => {
  test('are counted for each service in its own groups, and once in one that several share', async () => {
    const account = anAccount();
    await apply(account, { errorLogs: true });
    const counted = (metricName: string) => ({
      name: `fargate-actions-amply.amply-prod.${metricName}`,
      pattern: '{ $.level = "ERROR" }',
      transformation: {
        metricNamespace: 'fargate-actions/amply/amply-prod',
        metricName,
        metricValue: '1',
        defaultValue: 0,
        unit: 'Count',
      },
    });
    expect(filtersOf(account)).toMatchObject([counted(`${API}.errors`)]);
    expect(filtersOf(account, '/ecs/amply-worker')).toMatchObject([counted('amply-worker-errors')]);
  });

  test('are counted by another pattern when that is edited', async () => {
    const account = anAccount();
    await apply(account, { errorLogs: true });
    const { changes } = await apply(account, { errorLogs: { filterPattern: 'ERROR' } });
    expect(changes['metric filters of /ecs/amply-worker']).toEqual([
      'filters[fargate-actions-amply.amply-prod.amply-worker-errors].filterPattern',
    ]);
    expect(filtersOf(account)[0]?.pattern).toBe('ERROR');
  });

  test('that somebody else counts stay counted', async () => {
    const account = anAccount();
    account.emulator.call('logs:CreateLogGroup', { logGroupName: API });
    account.emulator.call('logs:PutMetricFilter', {
      logGroupName: API,
      filterName: 'theirs',
      filterPattern: 'x',
      metricTransformations: [{ metricName: 'a', metricNamespace: 'b', metricValue: '1' }],
    });
    await apply(account, { errorLogs: true }, true);
    await apply(account, {}, true);
    expect(filtersOf(account).map(({ name }) => name)).toEqual(['theirs']);
  });

  test.each([
    { prune: false, left: 1, found: ['logs/no-longer-wanted', 'logs/no-longer-wanted'] },
    { prune: true, left: 0, found: [] },
  ])('that are no longer counted: with prune $prune there are $left', async ({ prune, left, found }) => {
    const account = anAccount();
    await apply(account, { errorLogs: true });
    const result = await apply(account, {}, prune);
    expect(rules(result)).toEqual(found);
    expect(filtersOf(account)).toHaveLength(left);
    expect((await apply(account, {}, prune)).changes).toEqual({});
  });

  test('in the group of a service that the stack has no more: its filter goes with prune, and those of others stay', async () => {
    const account = anAccount();
    await apply(account, { errorLogs: true });
    await apply(account, { errorLogs: true }, false, aMonitoredStack({ ...stack, cluster: 'other' }));
    const smaller = aMonitoredStack();
    expect((await apply(account, { errorLogs: true }, true, smaller)).changes).toMatchObject({
      'former metric filters of amply': [
        'metric filter fargate-actions-amply.amply-prod.amply-worker-errors of /ecs/amply-worker',
      ],
    });
    expect(filtersOf(account, '/ecs/amply-worker').map(({ name }) => name)).toEqual([
      'fargate-actions-amply.other.amply-worker-errors',
    ]);
    expect((await apply(account, { errorLogs: true }, true, smaller)).changes).toEqual({});
  });

  test('are not asked for where nobody ever counted any', async () => {
    const account = anAccount();
    await apply(account, {});
    await apply(account, {});
    expect(account.emulator.requests.map(({ operation }) => operation)).not.toContain('DescribeMetricFilters');
  });

  test('can not be counted where filters may not be looked at: one notice, and the rest is done', async () => {
    const account = anAccount({ denied: ['logs:DescribeMetricFilters'] });
    for (const logGroupName of [API, '/ecs/amply-worker'])
      account.emulator.call('logs:CreateLogGroup', { logGroupName });
    const { outcomes } = await apply(account, ALL);
    expect(outcomes.map(({ result }) => result)).not.toContain('failed');
    expect(account.aws.gaps.all.map(({ permission }) => permission)).toEqual(['logs:DescribeMetricFilters']);
    expect(filtersOf(account)).toEqual([]);
    expect(queriesOf(account)).toHaveLength(2);
  });
});

test('what nobody asked for is looked for where that is allowed, and not missed where it is not', async () => {
  const account = anAccount({ denied: ['logs:DescribeMetricFilters', 'logs:DescribeQueryDefinitions'] });
  account.emulator.call('logs:CreateLogGroup', { logGroupName: API });
  account.emulator.call('logs:PutMetricFilter', {
    logGroupName: API,
    filterName: 'theirs',
    filterPattern: 'x',
    metricTransformations: [{ metricName: 'a', metricNamespace: 'b', metricValue: '1' }],
  });
  const { outcomes } = await apply(account, { retentionInDays: 30 });
  expect(outcomes.map(({ result }) => result)).not.toContain('failed');
  expect(account.aws.gaps.all).toEqual([]);
});

describe('saved queries', () => {
  test('are for errors and for one request, over all groups', async () => {
    const account = anAccount();
    await apply(account, { queries: true });
    const logGroupNames = [API, '/ecs/amply-worker'];
    expect(queriesOf(account)).toMatchObject([
      { name: `${FOLDER}/errors`, logGroupNames, queryString: expect.stringContaining('level = "ERROR"') },
      { name: `${FOLDER}/request`, logGroupNames, queryString: expect.stringContaining('request_id = ') },
    ]);
    expect((await apply(account, { queries: true })).changes).toEqual({});
  });

  test('that somebody changed are put right, under their ids', async () => {
    const account = anAccount();
    await apply(account, { queries: true });
    const [errors] = queriesOf(account);
    account.emulator.call('logs:PutQueryDefinition', {
      queryDefinitionId: errors?.id,
      name: errors?.name,
      queryString: 'fields @message',
      logGroupNames: [...(errors?.logGroupNames ?? [])],
    });
    const { changes } = await apply(account, { queries: true });
    expect(changes).toEqual({
      [`saved queries of ${FOLDER}`]: [`queries[${FOLDER}/errors].queryString`],
    });
    expect(queriesOf(account)).toHaveLength(2);
    expect(queriesOf(account).find(({ id }) => id === errors?.id)?.queryString).toContain('ERROR');
  });

  test('two of the same name: the first by id is ours, and that is said', async () => {
    const account = anAccount();
    const name = `${FOLDER}/errors`;
    for (const queryString of ['one', 'two']) account.emulator.call('logs:PutQueryDefinition', { name, queryString });
    const [first] = queriesOf(account)
      .map(({ id }) => id)
      .sort();
    expect(rules(await apply(account, { queries: true }))).toEqual(['logs/same-query']);
    const put = queriesOf(account).filter(({ queryString }) => queryString.includes('ERROR'));
    expect(put.map(({ id }) => id)).toEqual([first]);
    expect((await apply(account, { queries: true })).changes).toEqual({});
  });

  test('of others are never replaced or deleted, whether in their folders or in ours', async () => {
    const account = anAccount();
    const theirs = [
      'amply/amply-prod/errors',
      'amply/amply-prod/request',
      `${FOLDER}/mine`,
      `${FOLDER}/errors of mine`,
    ];
    for (const name of theirs)
      account.emulator.call('logs:PutQueryDefinition', { name, queryString: 'fields @message' });
    const before = structuredClone(queriesOf(account));
    expect(rules(await apply(account, { queries: true }))).toEqual([]);
    expect(queriesOf(account).filter(({ name }) => theirs.includes(name))).toEqual(before);
    await apply(account, {}, true);
    expect(queriesOf(account)).toEqual(before);
  });

  test('that are no longer wanted are told, and stay without prune', async () => {
    const account = anAccount();
    await apply(account, { queries: true });
    expect(rules(await apply(account, {}))).toEqual(['logs/no-longer-wanted']);
    expect(queriesOf(account)).toHaveLength(2);
  });

  test.each(['before', 'after'] as const)('whose answer is lost %s it took effect are there once', async (effect) => {
    const lost = { operation: 'PutQueryDefinition', error: 'ConnectionLost', effect, times: 1 } as const;
    const account = anAccount({ faults: [lost] });
    const { outcomes } = await apply(account, { queries: true });
    expect(outcomes.map(({ result }) => result)).not.toContain('failed');
    expect(queriesOf(account)).toHaveLength(2);
  });

  test('of more groups than a query takes are several', async () => {
    const account = anAccount();
    const logGroups = Array.from({ length: 51 }, (_, index) => `/ecs/s-${index}`);
    const large = aMonitoredStack({ services: [aMonitoredService({ logGroups })] });
    const settings = { prune: false, tags: {} };
    const all = logResources(large, someLogSettings({ queries: true }), settings, account.aws, new Diagnostics());
    await applied(
      account,
      all.filter(({ address }) => address.kind === 'saved queries'),
    );
    expect(queriesOf(account).map(({ name, logGroupNames }) => [name, logGroupNames.length])).toEqual([
      [`${FOLDER}/errors`, 50],
      [`${FOLDER}/errors 2`, 1],
      [`${FOLDER}/request`, 50],
      [`${FOLDER}/request 2`, 1],
    ]);
  });
});

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const settings = fc.record({
  retentionInDays: optional(fc.constantFrom(...RETENTIONS)),
  kmsKeyId: optional(fc.constantFrom(KEY, KEY.replace('1234abcd', '4321abcd'))),
  errorLogs: optional(
    fc.oneof(
      fc.boolean(),
      fc.record({ filterPattern: fc.constantFrom('ERROR', '{ $.level = "CRITICAL" }'), threshold: fc.nat() }),
    ),
  ),
  queries: fc.boolean(),
});

const RUNS_AN_ACCOUNT = 10;

test('whatever is wanted, applying it once is enough, whatever was wanted before', async () => {
  let account = anAccount({ limits: false });
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(settings, fc.boolean(), async (given, prune) => {
      if (runs++ % RUNS_AN_ACCOUNT === 0) account = anAccount({ limits: false });
      const first = await apply(account, given, prune);
      expect(first.outcomes.filter(({ result }) => result !== 'applied' && result !== 'unchanged')).toEqual([]);
      expect((await apply(account, given, prune)).changes).toEqual({});
    }),
    { numRuns: 500 },
  );
});
