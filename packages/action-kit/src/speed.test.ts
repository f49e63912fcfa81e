import { expect, test } from '@jest/globals';
import { emulatorSpeed, spedUp } from './speed.ts';

const ENDPOINT = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };

test.each([
  { name: 'off by default', env: ENDPOINT, expected: 1 },
  { name: 'on', env: { ...ENDPOINT, FARGATE_ACTIONS_EMULATOR_SPEED: '20' }, expected: 20 },
  { name: 'never against AWS itself', env: { FARGATE_ACTIONS_EMULATOR_SPEED: '20' }, expected: 1 },
  { name: 'no number', env: { ...ENDPOINT, FARGATE_ACTIONS_EMULATOR_SPEED: 'fast' }, expected: 1 },
  { name: 'nothing', env: { ...ENDPOINT, FARGATE_ACTIONS_EMULATOR_SPEED: '0' }, expected: 1 },
])('the speed is $expected: $name', ({ env, expected }) => {
  expect(emulatorSpeed(env)).toBe(expected);
});

test('a hurried clock sleeps less and counts more', async () => {
  const slept: number[] = [];
  let now = 1000;
  const clock = { now: () => now, sleep: async (seconds: number) => void slept.push(seconds) };
  const fast = spedUp(clock, 20);
  await fast.sleep(10);
  now += 500;
  expect(slept).toEqual([0.5]);
  expect(fast.now()).toBe(1000 + 10_000);
});
