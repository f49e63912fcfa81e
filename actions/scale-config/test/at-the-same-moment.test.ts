import { OFF_HOURS_TAG, REPLACING_TAG } from '@fargate-actions/service';
import { expect, jest, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const SERVICE = { cluster: 'amply-staging', service: 'amply-api' };

const api = ({ scale }: Account, mode: 'scale-to-zero' | 'restore') =>
  scale({ with: { stack: 'deploy/stack.yml', environment: 'staging', services: 'api', mode }, files: seedFiles() });

const serviceOf = ({ emulator: { world } }: Account) => world.services.find(({ name }) => name === SERVICE.service);

function stateOf(account: Account) {
  const { desiredCount, tags = {} } = serviceOf(account) ?? {};
  return { desiredCount, isMarked: OFF_HOURS_TAG in tags };
}

/** Another run does something right before a call of that operation takes effect. */
function another({ emulator }: Account, before: string, act: (call: typeof emulator.call) => void): void {
  const call = emulator.call.bind(emulator);
  jest.spyOn(emulator, 'call').mockImplementation((operation, ...asked) => {
    if (operation === before) act(call);
    return call(operation, ...asked);
  });
}

test('a service that goes to sleep keeps its mark, though a run that wakes it takes that away', async () => {
  const account = anAccount('staging');
  another(account, 'ecs:UpdateService', (call) => {
    call('ecs:UntagResource', { resourceArn: serviceOf(account)?.arn, tagKeys: [OFF_HOURS_TAG] });
  });
  expect((await api(account, 'scale-to-zero')).exitCode).toBe(0);
  expect(stateOf(account)).toEqual({ desiredCount: 0, isMarked: true });
});

test('a service that is put to sleep while it is woken gets its mark back, and the run that woke it says so', async () => {
  const account = anAccount('staging');
  const mark = { key: OFF_HOURS_TAG, value: 'desired=2' };
  account.emulator.call('ecs:TagResource', { resourceArn: serviceOf(account)?.arn, tags: [mark] });
  another(account, 'ecs:UntagResource', (call) => call('ecs:UpdateService', { ...SERVICE, desiredCount: 0 }));
  const { exitCode, log } = await api(account, 'restore');
  expect(exitCode).toBe(1);
  expect(log).toContain('Another run put amply-api to sleep while this one woke it up');
  expect(stateOf(account)).toEqual({ desiredCount: 0, isMarked: true });
});

test('a service that is being replaced is stopped, though it has no task in between', async () => {
  const account = anAccount('staging');
  account.emulator.call('ecs:UpdateService', { ...SERVICE, desiredCount: 0 });
  const value = `from=amply-api:1 to=amply-api:2 run=run-41 at=${new Date(account.emulator.world.now).toISOString()}`;
  account.emulator.call('ecs:TagResource', {
    resourceArn: serviceOf(account)?.arn,
    tags: [{ key: REPLACING_TAG, value }],
  });
  expect((await api(account, 'scale-to-zero')).writes).toEqual(['TagResource', 'UpdateService']);
});
