import { VirtualClock } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { explained } from './explained.ts';
import type { Operation } from './operations.ts';
import { persistent } from './persistent.ts';
import { aWire, fails, sdkError } from '../test/a-wire.ts';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
const ROLE = 'AWSServiceRoleForECS';
const GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:1:targetgroup/api/0123456789abcdef';

type Refusal = readonly [code: string, message: string];
const NO_ROLE: Refusal = [
  'InvalidParameterException',
  'Unable to assume the service linked role. Please verify that it is.',
];
const NO_CLUSTER: Refusal = ['ClusterNotFoundException', 'Cluster not found.'];
const NO_BALANCER: Refusal = [
  'InvalidParameterException',
  `The target group with targetGroupArn ${GROUP} does not have an associated load balancer.`,
];
const BAD_ROLE: Refusal = [
  'InvalidParameterException',
  'Unable to assume role. Please verify that the ECS service role being passed has the proper permissions.',
];
const NOT_ACTIVE: Refusal = ['ClientException', 'Cluster was not ACTIVE.'];
const IN_USE: Refusal = ['ResourceInUseException', 'It is in use.'];
const UPDATING: Refusal = ['UpdateInProgressException', 'There is an update in progress.'];

/** What AWS says of what is new, and what this run did before. */
interface Before {
  /** Whether this run made the cluster `shop`. */
  readonly createsCluster?: boolean;
  /** When the role was created; absent: IAM may not be asked. */
  readonly role?: 'missing' | Date;
  readonly isBalanced?: boolean;
}

/** An account in which the operation is refused for so many seconds. */
async function anAccount(operation: Operation, [code, message]: Refusal, seconds: number, before: Before = {}) {
  const clock = new VirtualClock({ startAt: NOW });
  const lines: string[] = [];
  const { role, isBalanced = false, createsCluster = false } = before;
  const denied = sdkError('AccessDeniedException');
  const bare = aWire({
    'ecs:CreateCluster': () => ({}),
    'iam:GetRole': () => {
      if (role === undefined) throw denied;
      if (role === 'missing') throw sdkError('NoSuchEntityException');
      return { Role: { CreateDate: role } as never };
    },
    'elasticloadbalancing:DescribeTargetGroups': () => ({
      TargetGroups: [
        { LoadBalancerArns: isBalanced ? ['arn:aws:elasticloadbalancing:eu-central-1:1:loadbalancer/x'] : [] },
      ],
    }),
    [operation]: () => {
      if (clock.now() < NOW + seconds * 1000) throw sdkError(code, message);
      return {} as never;
    },
  });
  const wire = persistent(explained(bare), clock, { onWait: (line) => lines.push(line) });
  if (createsCluster) await wire.call('ecs:CreateCluster', { clusterName: 'shop' });
  const input = { cluster: 'shop', loadBalancers: [{ targetGroupArn: GROUP }] };
  const call = async (): Promise<number> => {
    await clock.run(wire.call(operation, input as never));
    return (clock.now() - NOW) / 1000;
  };
  return { call, clock, lines };
}

const OLD = new Date(NOW - 400 * 24 * 60 * MINUTE);
const YOUNG = new Date(NOW - 9 * MINUTE);

const CREATE = 'ecs:CreateService';
const UPDATE = 'ecs:UpdateService';
const PUT = 'ecs:PutClusterCapacityProviders';

interface Case {
  readonly operation: Operation;
  readonly refusal: Refusal;
  readonly before: Before;
}

test.each<Case & { line: string }>([
  { operation: 'ecs:CreateCluster', refusal: NO_ROLE, before: { role: YOUNG }, line: `service-linked role ${ROLE}` },
  { operation: CREATE, refusal: NO_ROLE, before: { role: YOUNG }, line: `service-linked role ${ROLE}` },
  { operation: CREATE, refusal: NO_ROLE, before: { createsCluster: true }, line: `service-linked role ${ROLE}` },
  { operation: CREATE, refusal: NO_CLUSTER, before: { createsCluster: true }, line: 'cluster shop' },
  { operation: 'ecs:RunTask', refusal: NO_CLUSTER, before: { createsCluster: true }, line: 'cluster shop' },
  { operation: 'ecs:ListTasks', refusal: NO_CLUSTER, before: { createsCluster: true }, line: 'cluster shop' },
  {
    operation: CREATE,
    refusal: NO_BALANCER,
    before: { isBalanced: true },
    line: 'load balancer of the target group api',
  },
  {
    operation: UPDATE,
    refusal: NO_BALANCER,
    before: { isBalanced: true },
    line: 'load balancer of the target group api',
  },
  { operation: CREATE, refusal: BAD_ROLE, before: { role: YOUNG }, line: `role ${ROLE}` },
  { operation: UPDATE, refusal: BAD_ROLE, before: { role: YOUNG }, line: `role ${ROLE}` },
  { operation: PUT, refusal: NOT_ACTIVE, before: { createsCluster: true }, line: 'cluster shop' },
  { operation: PUT, refusal: IN_USE, before: { createsCluster: true }, line: 'cluster shop' },
  { operation: PUT, refusal: UPDATING, before: { createsCluster: true }, line: 'cluster shop' },
])('$operation outlasts $refusal for four minutes after $before', async ({ operation, refusal, before, line }) => {
  const passing = await anAccount(operation, refusal, 230, before);
  await expect(passing.call()).resolves.toBeLessThan(240);
  expect(passing.lines).toEqual([expect.stringMatching(`^Waiting for .*${line}`)]);

  const lasting = await anAccount(operation, refusal, Infinity, before);
  await expect(lasting.call()).rejects.toMatchObject({ code: refusal[0] });
  expect((lasting.clock.now() - NOW) / 1000).toBeGreaterThanOrEqual(240);
  expect((lasting.clock.now() - NOW) / 1000).toBeLessThan(250);
});

test.each<Case>([
  { operation: 'ecs:CreateCluster', refusal: NO_ROLE, before: { role: OLD } },
  { operation: 'ecs:CreateCluster', refusal: NO_ROLE, before: { role: 'missing' } },
  { operation: 'ecs:CreateCluster', refusal: NO_ROLE, before: {} },
  { operation: CREATE, refusal: NO_ROLE, before: { role: OLD } },
  { operation: CREATE, refusal: NO_CLUSTER, before: {} },
  { operation: CREATE, refusal: NO_BALANCER, before: {} },
  { operation: UPDATE, refusal: NO_BALANCER, before: { createsCluster: true } },
  { operation: CREATE, refusal: BAD_ROLE, before: { role: OLD } },
  { operation: UPDATE, refusal: BAD_ROLE, before: { role: 'missing' } },
  { operation: PUT, refusal: NOT_ACTIVE, before: {} },
  { operation: PUT, refusal: UPDATING, before: {} },
])('$operation outlasts $refusal for 20 s after $before', async ({ operation, refusal, before }) => {
  const passing = await anAccount(operation, refusal, 14, before);
  await expect(passing.call()).resolves.toBeLessThan(20);

  const { call, clock, lines } = await anAccount(operation, refusal, Infinity, before);
  await expect(call()).rejects.toMatchObject({
    code: refusal[0],
    message: expect.stringContaining(refusal[1]),
    hint: expect.stringContaining('AWS refused it for 20 s.'),
  });
  expect(clock.now() - NOW).toBe(20_000);
  expect(lines).toHaveLength(1);
});

test('a read of a cluster that this run did not make fails at once', async () => {
  const { call, clock, lines } = await anAccount('ecs:ListTasks', NO_CLUSTER, Infinity);
  await expect(call()).rejects.toMatchObject({ kind: 'missing' });
  expect(clock.now()).toBe(NOW);
  expect(lines).toEqual([]);
});

test('a role that appears while it is waited for is new, whatever this clock says', async () => {
  const clock = new VirtualClock({ startAt: NOW });
  const bare = aWire({
    'ecs:CreateCluster': () => {
      if (clock.now() < NOW + 100_000) throw sdkError(...NO_ROLE);
      return {};
    },
    'iam:GetRole': () => {
      if (clock.now() < NOW + 10_000) throw sdkError('NoSuchEntityException');
      return { Role: { CreateDate: OLD } as never };
    },
  });
  const wire = persistent(explained(bare), clock);
  await expect(clock.run(wire.call('ecs:CreateCluster', { clusterName: 'shop' }))).resolves.toEqual({});
});

test('a call that is confirmed right before it is sent is sent once', async () => {
  const bare = aWire({ 'ecs:UpdateService': fails(sdkError(...NO_BALANCER)) });
  const wire = persistent(explained(bare), new VirtualClock({ startAt: NOW }));
  const confirm = (): void => undefined;
  await expect(wire.call(UPDATE, { service: 'beat' }, { confirm })).rejects.toMatchObject({ code: NO_BALANCER[0] });
  expect(bare.calls).toHaveLength(1);
});

test('a wait ends with the signal of its call', async () => {
  const clock = new VirtualClock({ startAt: NOW });
  const wire = persistent(explained(aWire({ 'ecs:CreateService': fails(sdkError(...NO_CLUSTER)) })), clock);
  const reason = new Error('enough');
  const stop = new AbortController();
  const ended = expect(wire.call(CREATE, { serviceName: 'api' }, { signal: stop.signal })).rejects.toBe(reason);
  await clock.advance(4);
  stop.abort(reason);
  await ended;
});

test('several calls that wait for the same say so once', async () => {
  const clock = new VirtualClock({ startAt: NOW });
  const lines: string[] = [];
  const bare = aWire({ 'ecs:CreateService': fails(sdkError(...NO_CLUSTER)) });
  const wire = persistent(explained(bare), clock, { onWait: (line) => lines.push(line) });
  const calls = ['api', 'worker', 'beat'].map((serviceName) => wire.call(CREATE, { serviceName, cluster: 'shop' }));
  await clock.run(Promise.allSettled(calls));
  expect(lines).toEqual(['Waiting for Amazon ECS to find the cluster shop.']);
});

test('one refusal after another is each outlasted for its own time', async () => {
  const clock = new VirtualClock({ startAt: NOW });
  const bare = aWire({
    'ecs:CreateService': () => {
      if (clock.now() < NOW + 14_000) throw sdkError(...NO_CLUSTER);
      if (clock.now() < NOW + 28_000) throw sdkError(...NO_BALANCER);
      return {};
    },
    'elasticloadbalancing:DescribeTargetGroups': () => ({ TargetGroups: [] }),
  });
  const wire = persistent(explained(bare), clock);
  await expect(clock.run(wire.call(CREATE, { serviceName: 'api', cluster: 'shop' }))).resolves.toEqual({});
});
