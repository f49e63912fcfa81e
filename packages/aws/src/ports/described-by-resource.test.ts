import { VirtualClock } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { aWire } from '../../test/a-wire.ts';
import { scalingPolicies } from './scaling-policies.ts';

/** Policies of so many services, two each, in pages of ten, and what is asked for them. */
function anAccount(services: number) {
  const all = Array.from({ length: services * 2 }, (_, index) => ({
    ResourceId: `service/prod/s${Math.floor(index / 2)}`,
    PolicyName: `p${index % 2}`,
  }));
  const clock = new VirtualClock({ startAt: 0 });
  const wire = aWire({
    'application-autoscaling:DescribeScalingPolicies': ({ ResourceId, ScalableDimension, NextToken }) => {
      // AWS takes a dimension with a resource only.
      if ((ResourceId === undefined) !== (ScalableDimension === undefined)) throw new Error('ValidationException');
      const found = all.filter((policy) => ResourceId === undefined || policy.ResourceId === ResourceId);
      const from = Number(NextToken ?? 0);
      const more = from + 10 < found.length ? { NextToken: String(from + 10) } : {};
      // The SDK's own fields of a policy beside these do not matter here.
      return { ScalingPolicies: found.slice(from, from + 10) as never, ...more };
    },
  });
  const policies = scalingPolicies(wire, clock);
  const namesOf = async (asked: readonly number[]) => {
    const found = await clock.run(Promise.all(asked.map((index) => policies.of('prod', `s${index}`))));
    return found.map((of) => of.map(({ PolicyName }) => PolicyName).join(' '));
  };
  return { namesOf, wire };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test.each([
  { what: 'a few, each by itself', services: 100, asked: 3, calls: 3 },
  { what: 'many, out of the list of all', services: 100, asked: 100, calls: 20 },
  { what: 'some of an account that has many more: by themselves after all', services: 100, asked: 6, calls: 12 },
])('policies are read: $what', async ({ services, asked, calls }) => {
  const { namesOf, wire } = anAccount(services);
  expect(await namesOf(upTo(asked))).toEqual(upTo(asked).map(() => 'p0 p1'));
  expect(wire.calls).toHaveLength(calls);
});

test('a service without any is found to have none, on either way', async () => {
  const { namesOf } = anAccount(2);
  expect(await namesOf([7])).toEqual(['']);
  expect(await namesOf([0, 1, 7, 8, 9])).toEqual(['p0 p1', 'p0 p1', '', '', '']);
});
