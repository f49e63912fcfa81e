import { expect, test } from '@jest/globals';
import { taskHourPrice } from './task-price.ts';

const LARGE = { cpu: '1024', memory: '2048' };

test.each([
  { what: 'x86 by default', task: LARGE, region: 'eu-central-1', price: 0.04656 + 2 * 0.00511 },
  { what: 'a quarter of a vCPU', task: { cpu: '256', memory: '512' }, region: 'us-east-1', price: 0.0123425 },
  {
    what: 'ARM',
    task: { ...LARGE, runtimePlatform: { cpuArchitecture: 'ARM64' as const } },
    region: 'eu-west-1',
    price: 0.03238 + 2 * 0.00356,
  },
  { what: 'a region without a price', task: LARGE, region: 'mx-central-1', price: undefined },
  {
    what: 'a platform without a price',
    task: { ...LARGE, runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' as const } },
    region: 'us-east-1',
    price: undefined,
  },
  { what: 'a task without a size', task: {}, region: 'us-east-1', price: undefined },
])('an hour of a task: $what', ({ task, region, price }) => {
  const seen = taskHourPrice(task, region);
  if (price === undefined) expect(seen).toBeUndefined();
  else expect(seen).toBeCloseTo(price, 10);
});
