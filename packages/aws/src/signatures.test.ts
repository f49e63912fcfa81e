import { startEmulator, type EmulatorServer } from '@fargate-actions/emulator';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';
import { explained } from './explained.ts';
import { NotSentError } from './not-sent.ts';
import { sdkWire } from './sdk-wire.ts';
import { useEndpoint } from '../test/http-aws.ts';
import { acceptNodesErrors } from '../test/nodes-errors.ts';
import type { Wire } from './wire.ts';

let server: EmulatorServer;
let restore = (): void => undefined;

beforeAll(async () => {
  acceptNodesErrors();
  server = await startEmulator();
  restore = useEndpoint(server.endpoint);
});
beforeEach(() => fetch(`${server.endpoint}/_emulator/reset`, { method: 'POST' }));
afterAll(async () => {
  restore();
  await server.close();
});

const bareWire = (): Wire =>
  sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock });
const theWire = (): Wire => explained(bareWire());

const lock = { Name: '/lock', Value: 'ours', Type: 'String' } as const;
const sent = (): string[] => server.emulator.requests.map(({ operation, status }) => `${operation} ${status}`);

test.each([1200, -1200])(
  'with a clock that is %d s off, only the first call is refused, and no other service sees it',
  async (seconds) => {
    server.emulator.changeScenario({ clockAheadSeconds: seconds });
    const wire = bareWire();
    await wire.call('ecs:DescribeClusters', { clusters: ['amply-prod'] });
    await wire.call('ssm:PutParameter', lock);
    expect(sent()).toEqual(['DescribeClusters 403', 'DescribeClusters 200', 'PutParameter 200']);
    expect(Math.abs((wire.signingTime?.() ?? 0) - Date.now() - seconds * 1000)).toBeLessThan(2000);
  },
);

test('a write that was signed by a clock that is off did not happen: it is sent again', async () => {
  server.emulator.changeScenario({ clockAheadSeconds: 1200 });
  await theWire().call('ssm:PutParameter', lock);
  expect(sent()).toEqual(['PutParameter 403', 'PutParameter 200']);
});

test('what may not be sent any more when it is signed is not sent', async () => {
  const tooLate = new NotSentError('too late');
  const confirm = (): void => {
    throw tooLate;
  };
  await expect(theWire().call('ssm:PutParameter', lock, { confirm })).rejects.toBe(tooLate);
  expect(sent()).toEqual([]);
});

test.each([
  { why: 'throttled', change: { faults: [{ operation: '*', error: 'ThrottlingException', times: 1 }] }, status: 400 },
  { why: 'refused for its old signature', change: { clockAheadSeconds: 1200 }, status: 403 },
])('what is confirmed is sent once, also where it was $why', async ({ change, status }) => {
  server.emulator.changeScenario(change);
  let confirmed = 0;
  const put = theWire().call('ssm:PutParameter', lock, { confirm: () => (confirmed += 1) });
  await expect(put).rejects.toThrow(NotSentError);
  expect([confirmed, sent()]).toEqual([1, [`PutParameter ${status}`]]);
});
