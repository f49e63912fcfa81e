import type { Service } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import type { Operation } from '@fargate-actions/aws';
import { addService, aTaskDefinition, REPOSITORY, withImage } from './a-service.ts';
import { anAccount, type Account, type DeployRun } from './an-account.ts';

const DENIED = ['ecs:ListTasks', 'ecs:DescribeTasks', 'ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments'];

const BREAKER = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } };
const ALARM = {
  deploymentConfiguration: { alarms: { alarmNames: ['web-errors'], enable: true, rollback: true } },
};

/** An answer in which no service says anything, and no deployment that it failed. */
function withoutSigns(operation: Operation, output: object): void {
  if (operation !== 'ecs:DescribeServices' || !('services' in output)) return;
  for (const service of output.services as Service[]) {
    service.events = [];
    for (const deployment of service.deployments ?? [])
      if (deployment.rolloutState === 'FAILED') deployment.rolloutState = 'IN_PROGRESS';
  }
}

async function silentAccount(
  fields: Readonly<Record<string, unknown>>,
  rollbackShows: 'old id' | 'new id',
): Promise<Account> {
  const account = anAccount();
  account.emulator.world.alarms.push({ name: 'web-errors', state: 'OK', isHeld: true });
  await addService(account, { fields });
  account.emulator.changeScenario({ denied: DENIED, uncertain: { rollbackShows } });
  return account;
}

const silently = (account: Account, image: string): Promise<DeployRun> =>
  account.deploy({
    with: { 'task-definition': 'task-definition.json', service: 'web', 'wait-for-minutes': '30' },
    files: { 'task-definition.json': withImage(`${REPOSITORY}:${image}`) },
    answer: withoutSigns,
  });

describe('where no event, task, service deployment or failed state can be had', () => {
  test.each([
    { what: 'of the breaker', fields: BREAKER, rollbackShows: 'new id', says: 'timed-out' },
    { what: 'of the breaker, with the old id', fields: BREAKER, rollbackShows: 'old id', says: 'rolled-back' },
    { what: 'of an alarm', fields: ALARM, rollbackShows: 'new id', says: 'timed-out' },
    { what: 'of an alarm, with the old id', fields: ALARM, rollbackShows: 'old id', says: 'rolled-back' },
  ] as const)('a rollback $what is not called superseded', async ({ fields, rollbackShows, says }) => {
    const account = await silentAccount(fields, rollbackShows);
    account.emulator.changeScenario({ images: { '*:v2': { behaviour: fields === BREAKER ? 'crash' : 'slow' } } });
    if (fields === ALARM)
      account.after('ecs:UpdateService', 25, () => {
        account.emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: 'alarm', name: 'web-errors' }] });
      });
    const run = await silently(account, 'v2');
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: says } });
  });

  test("somebody else's deployment of another revision still is", async () => {
    const account = await silentAccount(BREAKER, 'new id');
    account.after('ecs:UpdateService', 20, () => {
      account.emulator.call('ecs:RegisterTaskDefinition', JSON.parse(aTaskDefinition({ memory: '2048' })) as object);
      account.emulator.call('ecs:UpdateService', { cluster: 'default', service: 'web', taskDefinition: 'web:3' });
    });
    expect((await silently(account, 'v1')).outputs['status']).toBe('superseded');
  });
});
