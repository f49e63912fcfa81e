import { describe, expect, test } from '@jest/globals';
import { formatOffHoursMark, OFF_HOURS_TAG } from '@fargate-actions/service';
import { addService, deployWeb } from './a-service.ts';
import { anAccount, bodiesOf, type Account } from './an-account.ts';
import { annotated } from '@fargate-actions/action-kit/testing';
import { seedFiles } from '@fargate-actions/stack/testing';

/** Scales a service to 0 and remembers what it had, as the off-hours do. */
async function goesOff({ emulator, wait }: Account, cluster: string, service: string): Promise<void> {
  const known = emulator.world.services.find(({ name }) => name === service);
  if (!known) throw new Error(`There is no ${service}.`);
  const value = formatOffHoursMark({ desiredCount: known.desiredCount });
  emulator.call('ecs:TagResource', { resourceArn: known.arn, tags: [{ key: OFF_HOURS_TAG, value }] });
  emulator.call('ecs:UpdateService', { cluster, service, desiredCount: 0 });
  await wait(120);
}

const countOf = ({ emulator }: Account, service: string) =>
  emulator.world.services.find(({ name }) => name === service)?.desiredCount;

/** Green says nothing of what was deployed: that nothing ran is said in the log, and in sight in the summary. */
function expectSaid(run: Awaited<ReturnType<Account['deploy']>>): void {
  expect(annotated(run, 'service/off-hours')).toMatchObject([
    { severity: 'notice', message: expect.stringContaining('deployed without a task: whether it works shows when') },
  ]);
  expect(run.summary).toContain('## ✅ amply-worker deployed without a task');
}

describe('a deploy in off-hours', () => {
  test('with a stack leaves the service without tasks, and does not wait for any', async () => {
    const account = anAccount();
    const files = seedFiles();
    await account.deploy({ with: { stack: 'deploy/stack.yml' }, files });
    await goesOff(account, 'amply-prod', 'amply-worker');

    const begin = account.emulator.world.now;
    const run = await account.deploy({
      with: { stack: 'deploy/stack.yml', services: 'worker' },
      files: seedFiles(['worker/task-definition.yml', 'memory: 1024', 'memory: 2048']),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(JSON.parse(run.outputs['deployments'] ?? '')).toEqual([
      expect.objectContaining({ service: 'amply-worker', status: 'deployed', to: 'amply-worker:2' }),
    ]);
    expect(account.emulator.world.now - begin).toBeLessThan(10_000);
    expect(countOf(account, 'amply-worker')).toBe(0);
    for (const body of bodiesOf(run, 'UpdateService')) expect(body).not.toHaveProperty('desiredCount');
    expectSaid(run);
  });

  test('that its schedule began says as well that nothing runs', async () => {
    const account = anAccount();
    await account.deploy({ with: { stack: 'deploy/stack.yml' }, files: seedFiles() });
    account.emulator.call('application-autoscaling:RegisterScalableTarget', {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/amply-prod/amply-worker',
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: 0,
      MaxCapacity: 0,
    });
    await account.wait(120);
    const run = await account.deploy({
      with: { stack: 'deploy/stack.yml', services: 'worker' },
      files: seedFiles(['worker/task-definition.yml', 'memory: 1024', 'memory: 2048']),
    });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expectSaid(run);
  });

  test.each([
    { how: 'it does not know the operation', fault: { error: 'UnknownOperationException' } },
    { how: 'it answers with a page', fault: { answer: 'html' } },
    { how: 'it is not available', fault: { error: 'ServiceUnavailable', httpStatus: 503 } },
  ] as const)('is asked of Application Auto Scaling without need, and $how', async ({ fault }) => {
    const account = anAccount();
    await addService(account, { fields: { desiredCount: 0 } });
    account.emulator.changeScenario({ faults: [{ operation: 'DescribeScalableTargets', times: 100, ...fault }] });
    const run = await deployWeb(account);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
  });

  test('without a stack does not wake the service either, though a count is given', async () => {
    const account = anAccount();
    await addService(account);
    await goesOff(account, 'default', 'web');
    const run = await deployWeb(account, { 'desired-count': '2' });
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'deployed' } });
    expect(countOf(account, 'web')).toBe(0);
    expect(annotated(run, 'service/off-hours')).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('web is in its off-hours') },
    ]);
  });
});
