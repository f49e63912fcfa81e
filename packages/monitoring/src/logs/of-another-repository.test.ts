import { Diagnostics } from '@fargate-actions/documents';
import { logGroupResources } from '@fargate-actions/service';
import { expect, test } from '@jest/globals';
import type { MonitoredStack } from '../monitored-stack.ts';
import { aMonitoredService, aMonitoredStack } from '../../test/a-stack.ts';
import { anAccount, applied, type Account } from '../../test/an-account.ts';
import { someLogSettings } from '../../test/log-settings.ts';
import { keptLogGroups, logResources } from './log-resources.ts';

const THEIRS = 'amply/back-office';
const OURS = 'amply/shop';

/** Two stacks of one name on one cluster, of which each repository has one; both write to one log group as well. */
const stackOf = (service: string): MonitoredStack =>
  aMonitoredStack({ services: [aMonitoredService({ name: service, logGroups: [`/ecs/${service}`, '/ecs/shared'] })] });
const theirs = stackOf('back-office');
const ours = stackOf('amply-api');

const tagged = (repository: string | undefined) =>
  repository === undefined ? {} : { 'fargate-actions:repository': repository };

/** A service as a deploy of that repository leaves it. */
function deployed({ emulator }: Account, serviceName: string, repository: string | undefined): void {
  emulator.call('ecs:RegisterTaskDefinition', {
    family: serviceName,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'app', image: 'amply/app:1' }],
  });
  emulator.call('ecs:CreateService', {
    cluster: 'amply-prod',
    serviceName,
    taskDefinition: serviceName,
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: emulator.world.subnets.slice(0, 1).map(({ id }) => id) } },
    tags: Object.entries(tagged(repository)).map(([key, value]) => ({ key, value })),
  });
}

function apply(account: Account, stack: MonitoredStack, repository: string | undefined, isWanted: boolean) {
  const diagnostics = new Diagnostics();
  const settings = { prune: true, tags: tagged(repository) };
  const wanted = someLogSettings({ errorLogs: isWanted, queries: isWanted });
  const groups = logGroupResources(keptLogGroups(stack, wanted), settings.tags, account.aws);
  return applied(account, [...groups, ...logResources(stack, wanted, settings, account.aws, diagnostics)], diagnostics);
}

const left = ({ emulator }: Account) => [
  ...emulator.world.logGroups.flatMap(({ name, metricFilters }) => (metricFilters.length > 0 ? [name] : [])),
  ...emulator.world.queryDefinitions.map(({ name }) => name),
];

const FOLDER = 'fargate-actions/amply/amply-prod';
const ALL_OF_THEIRS = ['/ecs/back-office', '/ecs/shared', `${FOLDER}/errors`, `${FOLDER}/request`];

test('what counts and shows the logs of another repository’s stack of the same name is left, and named', async () => {
  const account = anAccount();
  deployed(account, 'back-office', THEIRS);
  await apply(account, theirs, THEIRS, true);
  expect(left(account).toSorted()).toEqual(ALL_OF_THEIRS.toSorted());
  const { changes, diagnostics } = await apply(account, ours, OURS, false);
  expect([changes, left(account).toSorted()]).toEqual([{}, ALL_OF_THEIRS.toSorted()]);
  const filter = 'fargate-actions-amply.amply-prod.back-office-errors';
  expect(diagnostics.all.map(({ message }) => message)).toEqual([
    `Metric filters of a stack amply in another repository are left alone: ${filter} (${THEIRS}).`,
    `Metric filters of a stack amply in another repository are left alone: ${filter} (${THEIRS}).`,
    `Saved queries of a stack amply in another repository are left alone: ${FOLDER}/errors (${THEIRS}), ${FOLDER}/request (${THEIRS}).`,
  ]);
  await apply(account, theirs, 'Amply/Back-Office', false);
  expect(left(account)).toEqual([]);
});

test.each([
  { why: 'no service is left', deploys: false, repository: undefined, scenario: {} },
  { why: 'it was made and deployed by nobody known', deploys: true, repository: undefined, scenario: {} },
  { why: 'services may not be read', deploys: true, repository: undefined, scenario: { denied: ['ecs:*'] } },
])('what names no repository goes by its name, as before: $why', async ({ deploys, repository, scenario }) => {
  const account = anAccount();
  if (deploys) deployed(account, 'back-office', repository);
  await apply(account, theirs, repository, true);
  expect(left(account).toSorted()).toEqual(ALL_OF_THEIRS.toSorted());
  account.emulator.changeScenario(scenario);
  await apply(account, ours, OURS, false);
  expect(left(account)).toEqual([]);
});

test('no filter is deleted while a failure that passes hides whose it is', async () => {
  const account = anAccount();
  deployed(account, 'back-office', THEIRS);
  await apply(account, theirs, THEIRS, true);
  account.emulator.changeScenario({
    faults: [{ operation: 'ecs:DescribeServices', error: 'ServerException', times: 1000 }],
  });
  await apply(account, ours, OURS, false).catch(() => undefined);
  expect(left(account)).toEqual(expect.arrayContaining(['/ecs/back-office', '/ecs/shared']));
});

test('nothing of services is asked where nothing is to be deleted', async () => {
  const account = anAccount();
  await apply(account, ours, OURS, true);
  await apply(account, ours, OURS, true);
  expect(account.emulator.requests.map(({ operation }) => operation)).not.toContain('DescribeServices');
});
