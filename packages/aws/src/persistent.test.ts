import { VirtualClock } from '@fargate-actions/emulator';
import { describe, expect, test } from '@jest/globals';
import { explained } from './explained.ts';
import type { Operation } from './operations.ts';
import { persistent } from './persistent.ts';
import { aWire, sdkError } from '../test/a-wire.ts';

const REGISTER = 'application-autoscaling:RegisterScalableTarget';
const DEREGISTER = 'application-autoscaling:DeregisterScalableTarget';
const PUT_POLICY = 'application-autoscaling:PutScalingPolicy';
const DELETE_POLICY = 'application-autoscaling:DeleteScalingPolicy';
const POLICIES = 'application-autoscaling:DescribeScalingPolicies';
const PUT_ACTION = 'application-autoscaling:PutScheduledAction';

const API = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: 'service/c/api' };
const WORKER = { ...API, ResourceId: 'service/c/worker' };

const UNKNOWN_TARGET = ['ObjectNotFoundException', 'No scalable target registered for service namespace: ecs'] as const;
const NO_SERVICE = ['ValidationException', "ECS service doesn't exist: service/c/api"] as const;
const NO_ROLE = ['ValidationException', 'Unable to assume IAM role: arn:aws:iam::1:role/scaling'] as const;
const BAD_INPUT = ['ValidationException', 'Maximum capacity cannot be less than minimum capacity'] as const;
const BUSY = ['ConcurrentUpdateException', 'Another update of the resource is under way'] as const;
const relayed = (message: string) => ['FailedResourceAccessException', message] as const;
const NOT_ALLOWED = relayed('User: role is not authorized to perform: cloudwatch:PutMetricAlarm');
const THROTTLED_BEHIND = relayed('Rate exceeded');
const BAD_TOKEN = relayed('The security token included in the request is invalid');
const THROTTLED = ['ThrottlingException', 'Rate exceeded'] as const;

/** A wire on which an operation is refused so many times. */
function aRefusal(operation: Operation, [code, message]: readonly [string, string], times: number) {
  const clock = new VirtualClock({ startAt: Date.UTC(2026, 0, 1) });
  const run = new AbortController();
  let left = times;
  const refused = () => {
    left -= 1;
    if (left >= 0) throw sdkError(code, message);
    return {} as never;
  };
  const well = () => ({}) as never;
  const bare = aWire({ [REGISTER]: well, [DEREGISTER]: well, [operation]: refused });
  const wire = persistent(explained(bare), clock, { signal: run.signal });
  const tries = () => bare.calls.filter(([called]) => called === operation).length;
  return { wire, clock, run, tries };
}

const call = ({ wire }: ReturnType<typeof aRefusal>, operation: Operation) => wire.call(operation, API);

test.each<{ operation: Operation; refusal: readonly [string, string]; isNew?: true }>([
  { operation: REGISTER, refusal: BUSY },
  { operation: REGISTER, refusal: NO_SERVICE },
  { operation: REGISTER, refusal: NO_ROLE },
  { operation: PUT_POLICY, refusal: BUSY },
  { operation: PUT_POLICY, refusal: THROTTLED_BEHIND },
  { operation: PUT_POLICY, refusal: BAD_TOKEN },
  { operation: PUT_POLICY, refusal: THROTTLED },
  { operation: PUT_POLICY, refusal: UNKNOWN_TARGET, isNew: true },
  { operation: PUT_POLICY, refusal: NOT_ALLOWED, isNew: true },
  { operation: DELETE_POLICY, refusal: THROTTLED_BEHIND },
  { operation: POLICIES, refusal: THROTTLED_BEHIND },
  { operation: PUT_ACTION, refusal: BUSY },
  { operation: PUT_ACTION, refusal: UNKNOWN_TARGET, isNew: true },
])('$operation outlasts $refusal (of a target registered just now: $isNew)', async ({ operation, refusal, isNew }) => {
  const account = aRefusal(operation, refusal, 6);
  if (isNew) await account.wire.call(REGISTER, API as never);
  await account.clock.run(call(account, operation));
  expect(account.tries()).toBe(7);
});

test.each<{ operation: Operation; refusal: readonly [string, string]; before?: readonly [Operation, object][] }>([
  { operation: REGISTER, refusal: BAD_INPUT },
  { operation: REGISTER, refusal: ['AccessDeniedException', 'not authorized to perform: x'] },
  { operation: PUT_POLICY, refusal: UNKNOWN_TARGET },
  { operation: PUT_POLICY, refusal: NOT_ALLOWED },
  { operation: PUT_POLICY, refusal: BAD_INPUT, before: [[REGISTER, API]] },
  { operation: PUT_POLICY, refusal: UNKNOWN_TARGET, before: [[REGISTER, WORKER]] },
  {
    operation: PUT_POLICY,
    refusal: UNKNOWN_TARGET,
    before: [
      [REGISTER, API],
      [DEREGISTER, API],
    ],
  },
  { operation: DELETE_POLICY, refusal: UNKNOWN_TARGET, before: [[REGISTER, API]] },
  { operation: POLICIES, refusal: NOT_ALLOWED },
  { operation: PUT_ACTION, refusal: UNKNOWN_TARGET },
  { operation: 'ecs:UpdateService', refusal: BUSY },
])('$operation fails at once of $refusal after $before', async ({ operation, refusal, before = [] }) => {
  const account = aRefusal(operation, refusal, Infinity);
  for (const [earlier, input] of before) await account.wire.call(earlier, input);
  await expect(account.clock.run(call(account, operation))).rejects.toMatchObject({ code: refusal[0] });
  expect(account.tries()).toBe(1);
});

describe('the wait', () => {
  test('ends within two minutes, with what AWS said last', async () => {
    const account = aRefusal(REGISTER, NO_SERVICE, Infinity);
    const startAt = account.clock.now();
    await expect(account.clock.run(call(account, REGISTER))).rejects.toMatchObject({
      name: 'AwsError',
      message: expect.stringContaining(NO_SERVICE[1]),
    });
    const seconds = (account.clock.now() - startAt) / 1000;
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(120);
    expect(account.tries()).toBeLessThan(30);
  });

  test('ends when the run is cancelled, and nothing is sent any more', async () => {
    const account = aRefusal(REGISTER, NO_SERVICE, Infinity);
    const reason = new Error('cancelled');
    const called = call(account, REGISTER);
    const ended = expect(called).rejects.toBe(reason);
    await account.clock.advance(4);
    const tries = account.tries();
    account.run.abort(reason);
    await ended;
    await account.clock.advance(60);
    expect(account.tries()).toBe(tries);
  });
});
