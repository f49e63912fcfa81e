import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The IAM actions of the table of permissions. */
function toldPermissions(): Set<string> {
  const section = README.split(/^## /m).find((part) => part.startsWith('Permissions\n')) ?? '';
  const cells = Array.from(section.matchAll(/^\| (`[^|]+?) +\|/gm), ([, cell = '']) => cell);
  return new Set(cells.flatMap((cell) => cell.replaceAll('`', '').split(', ')));
}

const REQUESTS =
  'scheduledAction: { schedule: rate(1 day), scalableTargetAction: { minCapacity: 3 } }\n\nscalingPolicy: { targetValue: 9, predefinedMetricSpecification: { predefinedMetricType: ALBRequestCountPerTarget } }\n_was:\n';

test('the file that it shows is applied, and then nothing is left to do', async () => {
  const account = anAccount();
  const [, shown = ''] = /^```yaml\n(# api\/scaling\.yml[^]*?)^```/m.exec(README) ?? [];
  const files = { ...seedFiles(), 'deploy/api/scaling.yml': shown };
  const scale = () => account.scale({ with: { stack: 'deploy/stack.yml', services: 'api' }, files });
  const { exitCode, writes } = await scale();
  expect({ exitCode, writes: writes.toSorted() }).toEqual({
    exitCode: 0,
    writes: [
      'PutScalingPolicy',
      'PutScalingPolicy',
      'PutScheduledAction',
      'PutScheduledAction',
      'RegisterScalableTarget',
    ],
  });
  expect(await scale()).toMatchObject({ exitCode: 0, writes: [] });
});

test('the permissions table has every call that the modes make', async () => {
  const account = anAccount('staging');
  const scale = (mode: string, files = seedFiles(), prune = '') =>
    account.scale({ with: { stack: 'deploy/stack.yml', environment: 'staging', mode, prune }, files });
  const runs = [
    await scale('apply', seedFiles(['api/scaling.yml', 'scalingPolicy:\n', REQUESTS])),
    await scale('apply', seedFiles(), 'true'),
    await scale('apply', seedFiles(['stack.yml', '    scaling: api/scaling.yml\n', '']), 'true'),
    await scale('suspend'),
    await scale('scale-to-zero'),
    await scale('restore'),
    await account.scale({
      with: { service: 'amply-wroker', mode: 'apply', scaling: 'deploy/api/scaling.yml' },
      files: seedFiles(),
    }),
  ];
  expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0, 1]);
  const called = runs.flatMap(({ calls }) => calls.map(({ service, operation }) => `${service}:${operation}`));
  const told = toldPermissions();
  expect([...new Set(called)].filter((permission) => !told.has(permission))).toEqual([]);
  // What is told and no call of ours: AWS asks for it in the name of another call, of an account without its role or of
  // other files.
  expect([...told].filter((permission) => !called.includes(permission))).toEqual([
    'application-autoscaling:TagResource',
    'iam:CreateServiceLinkedRole',
    'cloudwatch:PutMetricAlarm',
    'cloudwatch:DescribeAlarms',
    'cloudwatch:DeleteAlarms',
    'ecs:DescribeClusters',
  ]);
});
