import { overlaps } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { aBeat, kept, oddWire, writesOf, type Odd } from './odd-reads.ts';

const GHOST = 'arn:aws:ecs:eu-central-1:123456789012:task/amply-prod/00000000000000000000000000000000';

/** Every list has a task that no description knows. */
const haunted: Odd = (operation, output) => {
  if (operation === 'ecs:ListTasks') (output['taskArns'] as string[]).push(GHOST);
};

describe('a task that lists show and no description knows', () => {
  test('does not undo a healthy new beat', async () => {
    const { account, next } = await aBeat();
    const end = await kept(account, oddWire(account, haunted), { taskDefinition: next });
    expect(end).toMatchObject({ status: 'deployed', facts: { to: 'amply-beat:2' }, singleton: { running: 1 } });
  });

  test('does not have a beat replaced that is as wanted', async () => {
    const { account } = await aBeat();
    const before = writesOf(account).length;
    const end = await kept(account, oddWire(account, haunted), { mode: 'enforce' });
    expect(end.status).toBe('unchanged');
    expect(writesOf(account).slice(before)).toEqual([]);
  });

  test('that appears when the new one runs does not undo it', async () => {
    const { account, next } = await aBeat();
    const late: Odd = (operation, output) => {
      const runs = account.emulator.world.tasks.some(
        ({ taskDefinitionArn, lastStatus }) => taskDefinitionArn === next && lastStatus === 'RUNNING',
      );
      if (runs) haunted(operation, output, account);
    };
    expect((await kept(account, oddWire(account, late), { taskDefinition: next })).status).toBe('deployed');
  });
});

describe('a service that is missing in reads for a while', () => {
  test.each([
    { when: 'while the old beat stops', from: 'drained' },
    { when: 'while the new beat starts', from: 'started' },
  ] as const)('$when is not deleted', async ({ from }) => {
    const { account, next } = await aBeat();
    const { emulator } = account;
    let since: number | undefined;
    const missing: Odd = (operation, output) => {
      const [service] = emulator.world.services;
      const isDrained = service?.desiredCount === 0;
      const isStarted = service?.desiredCount === 1 && service.workload.taskDefinitionArn === next;
      if (from === 'drained' ? isDrained : isStarted) since ??= emulator.world.now;
      const isMissing = since !== undefined && emulator.world.now - since < 30_000;
      if (isMissing && operation === 'ecs:DescribeServices') output['services'] = [];
    };
    const end = await kept(account, oddWire(account, missing), { taskDefinition: next });
    expect(end.cause).toBeUndefined();
    expect(end.status).toBe('deployed');
    expect(overlaps(emulator.world, ({ container }) => container === 'beat')).toEqual([]);
  });

  test('for two minutes is gone', async () => {
    const { account, next } = await aBeat();
    const { emulator } = account;
    const gone: Odd = (operation, output) => {
      if (emulator.world.services[0]?.desiredCount === 0 && operation === 'ecs:DescribeServices')
        output['services'] = [];
    };
    const begun = emulator.world.now;
    const end = await kept(account, oddWire(account, gone), { taskDefinition: next });
    expect(end).toMatchObject({ status: 'failed', cause: { kind: 'service-deleted' } });
    expect((emulator.world.now - begun) / 1000).toBeGreaterThan(120);
  });
});
