import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const RECOMMENDED: Edit = [
  'stack.yml',
  'notify: amply-alerts }',
  'notify: amply-alerts, recommended: true, manageTopicPolicy: true }',
];
/** No alarm of load balancers, for which theirs would have to be known. */
const OF_CPU: Edit = ['monitoring/alarms.yml', /\n# Unhealthy tasks[^]*/, ''];

test.each<{ permission: string; with?: Readonly<Record<string, string>>; edits?: readonly Edit[] }>([
  { permission: 'cloudwatch:GetDashboard' },
  { permission: 'ecs:ListServiceDeployments' },
  { permission: 'ecs:DescribeServiceRevisions' },
  { permission: 'elasticloadbalancing:DescribeTargetGroups', edits: [OF_CPU] },
  { permission: 'ecs:DescribeClusters', edits: [RECOMMENDED] },
  { permission: 'sns:GetTopicAttributes', edits: [RECOMMENDED] },
  { permission: 'logs:DescribeLogGroups' },
  { permission: 'logs:DescribeQueryDefinitions', with: { prune: 'true' } },
  { permission: 'events:ListRules', with: { prune: 'true' } },
  { permission: 'tag:GetResources' },
])('without $permission the alarms are applied all the same, with one notice', async (given) => {
  const account = anAccount('base', { denied: [given.permission] });
  const run = await account.monitor({
    with: { stack: 'deploy/stack.yml', ...given.with },
    files: seedFiles(...(given.edits ?? [])),
  });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.writes).toContain('PutMetricAlarm');
  expect(run.found.filter((one) => one.includes('aws/denied'))).toEqual(['notice aws/denied']);
  expect(run.log).toContain(`${given.permission} is denied.`);
});

test('without cloudwatch:TagResource new alarms have no tags, with one notice', async () => {
  const message = 'User: run is not authorized to perform: cloudwatch:TagResource on resource: *';
  const account = anAccount('base', {
    faults: [{ operation: 'PutMetricAlarm', error: 'AccessDeniedException', message, times: 2 }],
  });
  const run = await account.monitor({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'applied' } });
  expect(run.found.filter((one) => one.includes('aws/denied'))).toEqual(['notice aws/denied']);
});

test('without cloudwatch:ListTagsForResource nobody’s alarms are touched, with one notice', async () => {
  const account = anAccount('base', { denied: ['cloudwatch:ListTagsForResource'] });
  const monitor = (...edits: Edit[]) =>
    account.monitor({ with: { stack: 'deploy/stack.yml', prune: 'true' }, files: seedFiles(...edits) });
  await monitor();
  const run = await monitor(OF_CPU);
  expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'unchanged' } });
  expect(run.log).toContain('cloudwatch:ListTagsForResource is denied.');
});

test.each(['cloudwatch:DescribeAlarms', 'sns:ListTopics'])(
  'without %s nothing is written, and the step fails with its name',
  async (permission) => {
    const account = anAccount('base', { denied: [permission] });
    const run = await account.monitor({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.log).toContain(permission);
  },
);

test('without cloudwatch:PutMetricAlarm all the rest is applied, and one error names the alarms', async () => {
  const account = anAccount('base', { denied: ['cloudwatch:PutMetricAlarm'] });
  const all = 'notify: amply-alerts, recommended: true, manageTopicPolicy: true, errorLogs: true, logQueries: true }';
  const run = await account.monitor({
    with: { stack: 'deploy/stack.yml' },
    files: seedFiles(['stack.yml', 'notify: amply-alerts }', all]),
  });
  expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
  expect(run.found.filter((one) => one.startsWith('error'))).toEqual([
    expect.stringMatching(/^error alarm \S+ and \d+ more could not be created$/),
  ]);
  expect(run.log).toMatch(/All of them: .*alarm amply-api-high-cpu.*alarm amply-api-unhealthy/);
  expect(run.writes).toEqual(
    expect.arrayContaining(['PutDashboard', 'PutMetricFilter', 'PutQueryDefinition', 'PutRule']),
  );
  const notAttempted = run.log.split('\n').filter((line) => line.includes('not attempted'));
  expect(notAttempted).toEqual([]);
});
