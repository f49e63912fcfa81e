import type { RequestRecord } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { byCategory, fullestShare } from './request-share.ts';

const call = (at: number, name: string): RequestRecord => {
  const [service = '', operation = ''] = name.split(':');
  return { at, service, operation, body: {}, status: 200 };
};

test('calls are told apart by the limit that they share', () => {
  const calls = ['ecs:DescribeServices', 'logs:GetLogEvents', 'ecs:ListServices', 'ecs:UpdateService'];
  expect(byCategory(calls.map((name, at) => call(at, name)))).toMatchObject([
    { limit: { category: 'service reads' }, at: [0, 2] },
    { limit: { category: 'service writes' }, at: [3] },
  ]);
});

const limit = { category: 'x', burst: 8, perSecond: 2 };

test.each([
  { name: 'nothing', at: [], expected: 0 },
  { name: 'half of what a second holds', at: [1, 1, 1, 1, 1.5], expected: 0.5 },
  { name: 'four, and six more when the rate has let six through', at: [0, 0, 0, 0, 6, 6, 6, 6, 6, 6], expected: 0.6 },
  { name: 'half of five seconds', at: [0, 0, 0, 0, 1, 2, 3, 4, 5], expected: 0.5 },
  { name: 'calls so far apart that each is alone', at: [0, 1000, 2000], expected: 0.1 },
  { name: 'what is full after a quiet time', at: [0, 1000, 1000, 1000, 1000], expected: 0.4 },
])('the fullest window of $name', ({ at, expected }) => {
  expect(fullestShare({ limit, at })).toBeCloseTo(expected, 6);
});
