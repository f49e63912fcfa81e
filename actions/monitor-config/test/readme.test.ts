import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The IAM actions of the table of permissions. */
function toldPermissions(): Set<string> {
  const section = README.split(/^## /m).find((part) => part.startsWith('Permissions\n')) ?? '';
  const cells = Array.from(section.matchAll(/^\| (`[^|]+?) +\|/gm), ([, cell = '']) => cell);
  return new Set(cells.flatMap((cell) => cell.replaceAll('`', '').split(', ')));
}

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const EVERYTHING: Edit = [
  'stack.yml',
  'notify: amply-alerts }',
  `notify: amply-alerts, recommended: true, manageTopicPolicy: true, errorLogs: true, logQueries: true, logKmsKeyId: '${KEY}' }`,
];
const COMPOSITE: Edit = [
  'monitoring/alarms.yml',
  '# Unhealthy tasks',
  '- { alarmName: amply-api-bad, alarmRule: ALARM(amply-api-high-cpu) AND ALARM(amply-api-unhealthy) }\n',
];

test('the file that it shows is applied, and then nothing is left to do', async () => {
  const account = anAccount();
  const [, shown = ''] = /^```yaml\n(# monitoring\/alarms\.yml[^]*?)^```/m.exec(README) ?? [];
  const files = { ...seedFiles(), 'deploy/monitoring/alarms.yml': shown };
  const monitor = () => account.monitor({ with: { stack: 'deploy/stack.yml' }, files });
  const { exitCode, writes } = await monitor();
  expect({ exitCode, alarms: writes.filter((name) => name.endsWith('Alarm')) }).toEqual({
    exitCode: 0,
    alarms: ['PutMetricAlarm', 'PutMetricAlarm', 'PutMetricAlarm', 'PutCompositeAlarm'],
  });
  expect(await monitor()).toMatchObject({ exitCode: 0, writes: [] });
});

test('the permissions table has every call that runs make', async () => {
  const account = anAccount();
  const stack = { stack: 'deploy/stack.yml' };
  // What a first deploy would have made.
  account.emulator.call('logs:DeleteLogGroup', { logGroupName: '/ecs/amply-beat' });
  const runs = [
    await account.monitor({ with: stack, files: seedFiles(EVERYTHING, COMPOSITE) }),
    await account.monitor({ with: { ...stack, dashboard: 'false', prune: 'true' }, files: seedFiles() }),
    await account.monitor({
      with: { service: 'amply-api', cluster: 'amply-prod', alarms: 'deploy/monitoring/alarms.yml', dashboard: 'true' },
      files: seedFiles(['monitoring/alarms.yml', /\n# Unhealthy tasks[^]*/, '']),
    }),
  ];
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  const called = runs.flatMap(({ calls }) => calls.map(({ service, operation }) => `${service}:${operation}`));
  // Nobody can be denied this one.
  const told = toldPermissions().add('sts:GetCallerIdentity');
  expect([...new Set(called)].filter((permission) => !told.has(permission))).toEqual([]);
  // What is told and no run here needs: tags go with what they are of.
  expect([...told].filter((permission) => !called.includes(permission))).toEqual([
    'logs:TagResource',
    'events:TagResource',
  ]);
});
