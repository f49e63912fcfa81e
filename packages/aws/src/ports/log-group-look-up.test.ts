import { virtualAws, type VirtualAws } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { awsPorts, isAwsError } from '../index.ts';

/** An account with these log groups, and what looking for some at the same moment finds. */
async function lookedUp(groups: readonly string[], wanted: readonly string[], account = virtualAws()) {
  const { emulator, clock, wire } = account;
  emulator.changeScenario({ limits: false });
  for (const logGroupName of groups) emulator.call('logs:CreateLogGroup', { logGroupName });
  emulator.changeScenario({ limits: true });
  const { logs } = awsPorts(wire, clock);
  const beganAt = emulator.world.now;
  const found = await clock.run(Promise.allSettled(wanted.map((name) => logs.findGroup(name))));
  return {
    found: found.map((one): unknown => (one.status === 'fulfilled' ? one.value?.logGroupName : one.reason)),
    calls: callsOf(account),
    seconds: (emulator.world.now - beganAt) / 1000,
  };
}

const callsOf = ({ emulator }: VirtualAws): unknown[] =>
  emulator.requests.filter(({ operation }) => operation === 'DescribeLogGroups').map(({ body }) => body);

const numbered = (stem: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${stem}${String(i).padStart(4, '0')}`);

test('a few are asked for one by one, and none is mistaken for another that begins like it', async () => {
  const { found, calls } = await lookedUp(['/ecs/api', '/ecs/api-2', '/ecs/worker-old'], ['/ecs/api', '/ecs/worker']);
  expect(found).toEqual(['/ecs/api', undefined]);
  expect(calls).toEqual([{ logGroupNamePrefix: '/ecs/api' }, { logGroupNamePrefix: '/ecs/worker' }]);
});

test('a hundred are found in three calls, and within a second', async () => {
  const services = numbered('/ecs/service-', 100);
  const groups = services.filter((_, i) => i % 7 !== 0);
  const { found, calls, seconds } = await lookedUp([...groups, '/aws/lambda/a', '/ecs/zebra'], services);
  expect(found).toEqual(services.map((name) => (groups.includes(name) ? name : undefined)));
  expect(calls.length).toBeLessThanOrEqual(3);
  expect(seconds).toBeLessThan(1);
});

test('names between which an account has hundreds of others are asked for one by one in the end', async () => {
  const wanted = ['/ecs/a', '/ecs/b', '/ecs/y', '/ecs/z'];
  const { found, calls } = await lookedUp([...numbered('/ecs/m', 300), '/ecs/a', '/ecs/z'], wanted);
  expect(found).toEqual(['/ecs/a', undefined, undefined, '/ecs/z']);
  expect(calls).toHaveLength(5);
});

test('names that share nothing are looked for among all groups', async () => {
  const wanted = ['/ecs/a', 'b', 'c', 'd'];
  expect(await lookedUp(['/ecs/a', 'c'], wanted)).toMatchObject({ found: ['/ecs/a', undefined, 'c', undefined] });
});

test('a denial is what each name is told', async () => {
  const account = virtualAws({ scenario: { denied: ['logs:DescribeLogGroups'] } });
  const { found } = await lookedUp([], numbered('/ecs/', 5), account);
  expect(found.every((reason) => isAwsError(reason, 'denied'))).toBe(true);
});
