import { expect, test } from '@jest/globals';
import { seedFiles } from '@fargate-actions/stack/testing';
import { anAccount } from './an-account.ts';

const STACK = { stack: 'deploy/stack.yml' };

/** The seed's alarm on the CPU is one of beat's, and guards its deployments. */
const GUARDED = [
  'monitoring/alarms.yml',
  'alarmName: amply-api-high-cpu',
  'alarmName: amply-beat-high-cpu\n  guardsDeployment: true',
] as const;

test('an alarm that guards a singleton never rolls back: that would start the old beat beside the new one', async () => {
  const account = anAccount();
  account.emulator.call('cloudwatch:PutMetricAlarm', {
    AlarmName: 'amply-beat-high-cpu',
    Namespace: 'AWS/ECS',
    MetricName: 'CPUUtilization',
    Statistic: 'Average',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 80,
    ComparisonOperator: 'GreaterThanThreshold',
  });
  const first = await account.enforce({ with: STACK, files: seedFiles(GUARDED) });
  expect(first).toMatchObject({ exitCode: 0, outputs: { status: 'deployed', running: '1' } });
  expect(first.writes.find(({ operation }) => operation === 'CreateService')?.body).toMatchObject({
    deploymentConfiguration: { alarms: { alarmNames: ['amply-beat-high-cpu'], enable: true, rollback: false } },
  });
  await account.wait(600);
  const second = await account.enforce({ with: STACK, files: seedFiles(GUARDED) });
  expect([second.outputs['status'], second.writes]).toEqual(['unchanged', []]);
});

test('an alarm that does not exist yet is left out, and said', async () => {
  const account = anAccount();
  const first = await account.enforce({ with: STACK, files: seedFiles(GUARDED) });
  expect(first.log).toContain('service/guard-missing');
  expect(first.outputs).toMatchObject({ status: 'deployed', running: '1' });
});
