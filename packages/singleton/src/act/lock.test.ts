import { awsPorts } from '@fargate-actions/aws';
import { virtualAws } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { wantedBeat } from '../../test/observations.ts';
import { findLock, lockName, releaseLock, renewLock, takeLock } from './lock.ts';

const FREE = { kind: 'free' } as const;
const confirm = (): void => undefined;

/** An account, and runs in it that take and give back the lock of one beat. */
function anAccount() {
  const { emulator, clock, wire } = virtualAws();
  const context = { aws: awsPorts(wire, clock), clock };
  const run = (name: string) => {
    const wanted = wantedBeat({ run: name });
    return {
      find: () => clock.run(findLock(wanted, context)),
      take: (seen: Parameters<typeof takeLock>[1]) => clock.run(takeLock(wanted, seen, context, confirm)),
      renew: (generation: number) => clock.run(renewLock(wanted, generation, context, confirm)),
      release: (generation: number) => clock.run(releaseLock(wanted, generation, context)),
    };
  };
  const locks = (): string[] => emulator.world.parameters.map(({ name }) => name.split('/').at(-1) ?? '');
  return { emulator, clock, run, locks };
}

test('whoever takes over a lease that ran out creates the next generation, and takes all of them away', async () => {
  const { run, locks } = anAccount();
  expect(await run('dead').take(FREE)).toBe(1);
  const seen = await run('b').find();
  expect(seen).toMatchObject({ kind: 'held', owner: 'dead', generation: 1 });
  expect(await run('b').take(seen)).toBe(2);
  expect(await run('c').find()).toMatchObject({ owner: 'b', generation: 2 });
  // It wakes up, and gives nothing back.
  await run('dead').release(1);
  expect(locks()).toEqual(['lock-1', 'lock-2']);
  await run('b').release(2);
  expect(locks()).toEqual([]);
});

test('of two that take over the same one has it', async () => {
  const { run, locks } = anAccount();
  await run('dead').take(FREE);
  const seen = await run('b').find();
  const taken = [await run('b').take(seen), await run('c').take(seen)];
  expect(taken).toEqual([2, undefined]);
  expect(locks()).toEqual(['lock-1', 'lock-2']);
});

test('a take-over that rests on a lock that has come and gone meanwhile is given up', async () => {
  const { run, clock, locks } = anAccount();
  await run('dead').take(FREE);
  const seen = await run('slow').find();
  // Another one takes it over, ends, and a third begins: all while the first stands still.
  await run('b').take(seen);
  await run('b').release(2);
  await clock.advance(60);
  await run('c').take(FREE);
  expect(await run('slow').take(seen)).toBeUndefined();
  expect(await run('c').find()).toMatchObject({ owner: 'c', generation: 1 });
  expect(locks()).toEqual(['lock-1']);
});

test('a renewal tells that the lock was taken over and given back, and leaves none behind', async () => {
  const { run, clock, locks } = anAccount();
  await run('a').take(FREE);
  expect(await run('a').renew(1)).toBe(true);
  await run('b').take(await run('b').find());
  await run('b').release(2);
  // Until its name can be used again nobody can tell.
  await expect(run('a').renew(1)).rejects.toMatchObject({ code: 'TooManyUpdates' });
  await clock.advance(30);
  expect(await run('a').renew(1)).toBe(false);
  expect(locks()).toEqual([]);
});

test('its name has the cluster, the service and the generation', () => {
  expect(lockName({ cluster: 'amply-prod', service: 'amply-beat' }, 2)).toBe(
    '/fargate-actions/singleton/amply-prod/amply-beat/lock-2',
  );
});
