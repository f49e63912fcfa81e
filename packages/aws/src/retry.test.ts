import { startEmulator, type CallFault, type EmulatorServer } from '@fargate-actions/emulator';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { systemClock } from './clock.ts';
import { explained } from './explained.ts';
import { sdkWire } from './sdk-wire.ts';
import { useEndpoint } from '../test/http-aws.ts';
import { acceptNodesErrors } from '../test/nodes-errors.ts';

let server: EmulatorServer;
let restore = (): void => undefined;

beforeAll(async () => {
  acceptNodesErrors();
  server = await startEmulator();
  restore = useEndpoint(server.endpoint);
});
afterAll(async () => {
  restore();
  await server.close();
});

/** A call of the given kind while a fault is on; how it ended, and the statuses that the emulator gave. */
async function callUnder(fault: CallFault, input: { clientToken?: string } | 'read') {
  await fetch(`${server.endpoint}/_emulator/reset`, { method: 'POST' });
  server.emulator.changeScenario({ faults: [fault] });
  const wire = explained(sdkWire({ region: 'eu-central-1', product: ['fargate-actions', 'test'], clock: systemClock }));
  const call =
    input === 'read'
      ? wire.call('ecs:DescribeClusters', { clusters: ['amply-prod'] })
      : wire.call('ecs:CreateService', {
          cluster: 'amply-prod',
          serviceName: 'api',
          desiredCount: 0,
          taskDefinition: 'api',
          ...input,
        });
  const ended = await call.then(
    () => 'answered',
    (error: unknown) => (error as { kind: string }).kind,
  );
  const operation = input === 'read' ? 'DescribeClusters' : 'CreateService';
  return { ended, sent: server.emulator.requests.filter((request) => request.operation === operation).length };
}

const times = (error: string, count: number, effect: 'before' | 'after' = 'before'): CallFault => ({
  operation: '*',
  error,
  times: count,
  effect,
});

// A service of a task definition that does not exist is refused: that is an answer too, and enough to count tries.
describe('a write', () => {
  test.each([
    { name: 'that is throttled is sent again', fault: times('ThrottlingException', 1), ended: 'refused', sent: 2 },
    {
      name: 'that is throttled without end is given up',
      fault: times('ThrottlingException', 100),
      ended: 'throttled',
      sent: 4,
    },
    { name: 'whose connection is lost is not sent again', fault: times('ConnectionLost', 1), ended: 'lost', sent: 1 },
    { name: 'that fails at AWS is not sent again', fault: times('ServerException', 1), ended: 'lost', sent: 1 },
    { name: 'that AWS refuses is not sent again', fault: times('ClientException', 1), ended: 'refused', sent: 1 },
  ])('$name', async ({ fault, ended, sent }) => {
    await expect(callUnder(fault, {})).resolves.toEqual({ ended, sent });
  });
});

describe('a write with a client token', () => {
  test.each([
    { name: 'whose connection is lost', fault: times('ConnectionLost', 1), sent: 2 },
    { name: 'that fails at AWS', fault: times('ServerException', 2), sent: 3 },
    { name: 'that is throttled', fault: times('ThrottlingException', 1), sent: 2 },
  ])('$name is sent again', async ({ fault, sent }) => {
    await expect(callUnder(fault, { clientToken: 'once' })).resolves.toEqual({ ended: 'refused', sent });
  });
});

describe('a read', () => {
  test.each([
    { name: 'whose connection is lost', fault: times('ConnectionLost', 1), ended: 'answered', sent: 2 },
    { name: 'whose answer is lost', fault: times('ConnectionLost', 1, 'after'), ended: 'answered', sent: 2 },
    { name: 'that fails at AWS', fault: times('ServiceUnavailable', 2), ended: 'answered', sent: 3 },
    { name: 'that is throttled', fault: times('ThrottlingException', 1), ended: 'answered', sent: 2 },
    { name: 'that is lost without end', fault: times('ConnectionLost', 100), ended: 'lost', sent: 4 },
  ])('$name is sent again', async ({ fault, ended, sent }) => {
    await expect(callUnder(fault, 'read')).resolves.toEqual({ ended, sent });
  });
});
