import { describe, expect, jest, test } from '@jest/globals';
import { OFF_HOURS_TAG, REPLACING_TAG } from '@fargate-actions/service';
import { overlaps } from '@fargate-actions/emulator';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const LOCK = '/fargate-actions/singleton/amply-staging/amply-beat/lock-1';
const BEAT = { with: { stack: 'deploy/stack.yml', environment: 'staging', services: 'beat' }, files: seedFiles() };

const beat = ({ scale }: Account, mode: 'scale-to-zero' | 'restore') =>
  scale({ ...BEAT, with: { ...BEAT.with, mode } });

/** An account whose beat sleeps. */
async function asleep(): Promise<Account> {
  const account = anAccount('staging');
  await beat(account, 'scale-to-zero');
  await account.wait(600);
  return account;
}

function stateOf({ emulator: { world } }: Account) {
  const service = world.services.find(({ name }) => name === 'amply-beat');
  return { desiredCount: service?.desiredCount, isMarked: OFF_HOURS_TAG in (service?.tags ?? {}) };
}

/** Whether two tasks of the beat's family ever ran at once. */
const doubled = ({ emulator: { world } }: Account): boolean =>
  overlaps(world, ({ taskDefinition }) => taskDefinition.includes('amply-beat')).length > 0;

const ASLEEP = { desiredCount: 0, isMarked: true };
const AWAKE = { desiredCount: 1, isMarked: false };

const hold = ({ emulator }: Account, owner: string) =>
  emulator.call('ssm:PutParameter', { Name: LOCK, Value: JSON.stringify({ owner }), Type: 'String', Overwrite: true });

describe('a beat that is to start again', () => {
  test('takes the lock, and gives it back', async () => {
    const account = await asleep();
    const begun = account.emulator.world.now;
    const { exitCode, writes } = await beat(account, 'restore');
    expect(account.emulator.world.now - begun).toBeLessThan(16_000);
    expect({ exitCode, writes }).toEqual({
      exitCode: 0,
      writes: ['PutParameter', 'UpdateService', 'UntagResource', 'DeleteParameter'],
    });
    expect(stateOf(account)).toEqual(AWAKE);
  });

  test('is not started beside a beat that somebody started by hand', async () => {
    const account = await asleep();
    account.emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-beat' }] });
    await account.wait(120);
    const { exitCode, log, writes } = await beat(account, 'restore');
    expect({ exitCode, writes }).toEqual({ exitCode: 1, writes: [] });
    expect(log).toMatch(/The task \w+ \(family:amply-beat\) runs beat, and is not the service's\./);
    expect([stateOf(account), doubled(account)]).toEqual([ASLEEP, false]);
  });

  test('is not started beside a second service that runs beat', async () => {
    const account = await asleep();
    const { emulator } = account;
    const [subnet, group] = [emulator.world.subnets[0]?.id, emulator.world.securityGroups[0]?.id];
    emulator.call('ecs:RegisterTaskDefinition', {
      family: 'old-scheduler',
      cpu: '256',
      memory: '512',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'main', image: 'amply/main:1', command: ['celery', '-A', 'amply', 'beat'] }],
    });
    emulator.call('ecs:CreateService', {
      cluster: 'amply-staging',
      serviceName: 'old-scheduler',
      taskDefinition: 'old-scheduler',
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], securityGroups: [group] } },
    });
    await account.wait(120);
    const { exitCode, log } = await beat(account, 'restore');
    expect(exitCode).toBe(1);
    expect(log).toContain('The service old-scheduler runs beat as well (1 running).');
    expect(stateOf(account)).toEqual(ASLEEP);
  });

  test('waits for a run that replaces it', async () => {
    const account = await asleep();
    hold(account, 'run-41-other');
    const begun = account.emulator.world.now;
    const released = async () => {
      await account.wait(120);
      account.emulator.call('ssm:DeleteParameter', { Name: LOCK });
    };
    const [{ exitCode }] = await Promise.all([beat(account, 'restore'), released()]);
    expect(exitCode).toBe(0);
    expect(account.emulator.world.now - begun).toBeGreaterThan(120_000);
    expect(stateOf(account)).toEqual(AWAKE);
  });

  test.each([
    { seconds: 4, exitCode: 0, state: AWAKE },
    { seconds: 8, exitCode: 1, state: ASLEEP },
  ])('where every call takes $seconds s ends with $exitCode', async ({ seconds, exitCode, state }) => {
    const account = await asleep();
    account.emulator.changeScenario({ faults: [{ operation: '*', answer: 'slow', seconds, effect: 'after' }] });
    const run = await beat(account, 'restore');
    expect({ exitCode: run.exitCode, ...stateOf(account) }).toEqual({ exitCode, ...state });
  });

  test('is started though lists show a task that no description knows', async () => {
    const account = await asleep();
    const { emulator } = account;
    const call = emulator.call.bind(emulator);
    jest.spyOn(emulator, 'call').mockImplementation((operation, ...asked) => {
      const answer = call(operation, ...asked);
      if (operation !== 'ecs:ListTasks') return answer;
      const { taskArns } = answer as { readonly taskArns: readonly string[] };
      return { taskArns: [...taskArns, 'arn:aws:ecs:eu-west-1:123456789012:task/amply-staging/0000'] };
    });
    const begun = emulator.world.now;
    const { exitCode } = await beat(account, 'restore');
    expect({ exitCode, ...stateOf(account) }).toEqual({ exitCode: 0, ...AWAKE });
    expect((emulator.world.now - begun) / 60_000).toBeLessThan(4);
  });

  test('is started in the end where a run that died left its lock', async () => {
    const account = await asleep();
    hold(account, 'run-41-dead');
    const begun = account.emulator.world.now;
    const { exitCode } = await beat(account, 'restore');
    expect({ exitCode, ...stateOf(account) }).toEqual({ exitCode: 0, ...AWAKE });
    expect((account.emulator.world.now - begun) / 60_000).toBeLessThan(17);
    expect(account.emulator.world.parameters).toEqual([]);
  });

  test('gives up where that does not end', async () => {
    const account = await asleep();
    hold(account, 'run-41-other');
    const { emulator } = account;
    const call = emulator.call.bind(emulator);
    let renewedAt = emulator.world.now;
    jest.spyOn(emulator, 'call').mockImplementation((...asked) => {
      const isOld = emulator.world.now - renewedAt > 120_000;
      if (isOld) {
        renewedAt = emulator.world.now;
        hold(account, 'run-41-other');
      }
      return call(...asked);
    });
    const { exitCode, log } = await beat(account, 'restore');
    expect(exitCode).toBe(1);
    expect(log).toContain('amply-beat is being replaced by the run run-41-other, which has the lock,');
    expect(stateOf(account)).toEqual(ASLEEP);
    expect(account.emulator.world.parameters.map(({ name }) => name)).toEqual([LOCK]);
  });

  test('is started without a lock where that is denied, but not while a mark says that it is replaced', async () => {
    const account = await asleep();
    const denied = ['GetParameter', 'PutParameter'].map((operation) => {
      return { operation, error: 'AccessDeniedException', times: 1000 };
    });
    account.emulator.changeScenario({ faults: denied });
    const arn = account.emulator.world.services.find(({ name }) => name === 'amply-beat')?.arn;
    const at = new Date(account.emulator.world.now).toISOString();
    const mark = { key: REPLACING_TAG, value: `from=amply-beat:1 to=amply-beat:2 run=run-41-other at=${at}` };
    account.emulator.call('ecs:TagResource', { resourceArn: arn, tags: [mark] });
    expect((await beat(account, 'restore')).log).toContain('the run run-41-other, which marked the service,');
    expect(stateOf(account)).toEqual(ASLEEP);
    account.emulator.call('ecs:UntagResource', { resourceArn: arn, tagKeys: [REPLACING_TAG] });
    const { exitCode, log } = await beat(account, 'restore');
    expect(exitCode).toBe(0);
    expect(log).toContain('ssm:GetParameter');
    expect(stateOf(account)).toEqual(AWAKE);
  });

  test('runs once, though two runs wake it at the same moment', async () => {
    const account = await asleep();
    await Promise.all([beat(account, 'restore'), beat(account, 'restore')]);
    await account.wait(300);
    expect([stateOf(account), doubled(account)]).toEqual([AWAKE, false]);
  });
});

describe('a single service', () => {
  const single = ({ scale }: Account, service: string, mode: 'scale-to-zero' | 'restore') =>
    scale({ with: { service, cluster: 'amply-staging', 'aws-region': 'eu-west-1', mode }, files: {} });

  test('that runs no beat waits for its own tasks, and for nothing else', async () => {
    const account = anAccount('staging');
    await single(account, 'amply-api', 'scale-to-zero');
    account.emulator.changeScenario({ happenings: [{ atSeconds: 0, happens: 'run-task', name: 'amply-api' }] });
    await account.wait(60);
    const { exitCode, writes } = await single(account, 'amply-api', 'restore');
    expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: ['UpdateService', 'UntagResource'] });
  });
});
