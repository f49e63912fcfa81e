import { setTimeout as delay } from 'node:timers/promises';

import type { Emulator } from '../emulator.ts';
import { Fault } from '../fault.ts';
import { between, uuid } from '../world/random.ts';
import { secondsOf, type RequestRecord, type World } from '../world/world.ts';
import { addressOf } from './address.ts';
import type { EmulatedTime } from './emulated-time.ts';
import { wireError } from './error-codes.ts';
import { operationSchema, type OperationSchema } from './operation-schema.ts';
import type { Address, HttpAnswer, HttpRequest } from './protocol.ts';

/**
 * Answers a request of an AWS client in the client's own protocol.
 *
 * @throws ConnectionLost where the scenario breaks the connection instead.
 */
export async function answerCall(request: HttpRequest, emulator: Emulator, time: EmulatedTime): Promise<HttpAnswer> {
  const address = addressOf(request);
  if (!address) return notAnAwsRequest;
  const schema = await operationSchema(address.service, address.operation);
  await halfALatency(emulator.world, time);
  emulator.advanceTo(time.now());
  const requestId = uuid(emulator.world, 'calls');
  try {
    const output = outputOf(address, schema, request, emulator);
    await halfALatency(emulator.world, time);
    return address.protocol.writeOutput(address, output.schema, output.value, requestId);
  } catch (error) {
    await halfALatency(emulator.world, time);
    if (!(error instanceof Fault)) throw error;
    return address.protocol.writeFault(address, error, await wireError(address.service, error.name), requestId);
  }
}

interface Output {
  readonly schema: OperationSchema;
  readonly value: unknown;
}

function outputOf(
  address: Address,
  schema: OperationSchema | undefined,
  { body }: HttpRequest,
  emulator: Emulator,
): Output {
  const { service, operation, protocol } = address;
  const permission = `${service.name}:${operation}`;
  const calls = emulator.requests.length;
  let shown: unknown = body.toString();
  try {
    if (!schema) throw new Fault('UnknownOperationException', `${service.name} has no operation ${operation}.`);
    const read = protocol.readInput(schema, body);
    shown = read.shown;
    return { schema, value: emulator.call(permission, read.input) };
  } catch (error) {
    // What could not even be read was no call of the emulator, but it was sent all the same.
    if (emulator.requests.length === calls) recordRefused(emulator.world, address, error);
    throw error;
  } finally {
    showBody(emulator.world, shown);
  }
}

function recordRefused(world: World, { service, operation }: Address, error: unknown): void {
  world.requests.push({
    at: secondsOf(world),
    service: service.name,
    operation,
    body: undefined,
    status: error instanceof Fault ? error.httpStatus : 500,
    error: error instanceof Error ? error.name : String(error),
  });
}

/** Puts the body as it came into the newest record: judges want to see also what decoding leaves out. */
function showBody(world: World, body: unknown): void {
  const newest: RequestRecord | undefined = world.requests.pop();
  if (newest) world.requests.push({ ...newest, body });
}

async function halfALatency(world: World, time: EmulatedTime): Promise<void> {
  const { latencySeconds } = world.scenario;
  if (!latencySeconds) return;
  const [shortest, longest] = latencySeconds;
  await delay((between(world, shortest, longest, 'calls') * 500) / time.speed);
}

const notAnAwsRequest: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'This is no request of an AWS client for a service that is emulated here.' }),
};
