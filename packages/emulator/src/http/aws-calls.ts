import type { Emulator } from '../emulator.ts';
import { ConnectionLost, Delayed, Fault, StrayAnswer } from '../fault.ts';
import { OutsideCall } from '../registry/outside-call.ts';
import { between, uuid } from '../world/random.ts';
import { signatureFault, signatureTime } from '../world/signature.ts';
import { secondsOf, type RequestRecord, type World } from '../world/world.ts';
import { addressOf } from './address.ts';
import type { Time } from './emulated-time.ts';
import { wireError } from './error-codes.ts';
import { plainJson } from './json-shape.ts';
import { operationSchema, type OperationSchema } from './operation-schema.ts';
import type { Address, HttpAnswer, HttpRequest } from './protocol.ts';
import { strayHttpAnswer } from './stray-answer.ts';

/** What a request is answered by. */
export interface Answering {
  readonly emulator: Emulator;
  readonly time: Time;
  /** Whether the requests' records get the answers too, as the emulator gave them. */
  readonly isRecordingAnswers: boolean;
}

/** A record with the answer, for those who judge answers: also what encoding leaves out because no model knows it. */
interface AnsweredRecord extends RequestRecord {
  readonly answer?: unknown;
}

/**
 * Answers a request of an AWS client in the client's own protocol.
 *
 * @throws ConnectionLost where the scenario breaks the connection instead.
 */
export async function answerCall(request: HttpRequest, answering: Answering): Promise<HttpAnswer> {
  const { emulator, time } = answering;
  const { world } = emulator;
  const address = addressOf(request);
  if (!address) return notAnAwsRequest;
  const schema = await operationSchema(address.service, address.operation);
  await halfALatency(world, time);
  emulator.advanceTo(time.now());
  const requestId = uuid(world, 'calls');
  const outside =
    world.outsideRegistry && address.service.name === 'ecr' ? new OutsideCall(world, request.body) : undefined;
  const unreachable = await outside?.before();
  const { shown, outcome, recordedAt } = await call(
    address,
    schema,
    request.body,
    signatureTime(String(request.headers['x-amz-date'])),
    answering,
    unreachable,
  );
  // Written before anything else can happen: what an answer shows must not change while it is on its way.
  const answer = await written(address, outcome, requestId);
  const record = world.requests[recordedAt];
  if (record) {
    const isRecorded = answering.isRecordingAnswers && outcome.kind === 'output';
    const complete: AnsweredRecord = {
      ...record,
      body: shown,
      // A lost answer was none; whether the call took effect, the core has written down.
      status: answer?.status ?? record.status,
      ...(isRecorded && { answer: plainJson(outcome.value) }),
    };
    world.requests[recordedAt] = complete;
  }
  if (outcome.kind === 'output') await outside?.after(address.operation);
  await halfALatency(world, time);
  if (!answer) throw new ConnectionLost(outcome.kind === 'lost' && outcome.tookEffect);
  return { ...answer, headers: { ...answer.headers, date: new Date(signersNow(world)).toUTCString() } };
}

/** AWS's clock where it is held against the clients'. */
function signersNow({ scenario }: World): number {
  return Date.now() + (scenario.clockAheadSeconds ?? 0) * 1000;
}

type Outcome =
  | { readonly kind: 'output'; readonly schema: OperationSchema; readonly value: unknown }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'stray'; readonly schema: OperationSchema; readonly stray: StrayAnswer }
  | { readonly kind: 'lost'; readonly tookEffect: boolean };

interface Called {
  readonly outcome: Outcome;
  /** The request's body as it came: judges want to see also what decoding leaves out. */
  readonly shown: unknown;
  /** The place of its record. */
  readonly recordedAt: number;
}

async function call(
  address: Address,
  schema: OperationSchema | undefined,
  body: Buffer,
  signedAt: number | undefined,
  { emulator, time }: Answering,
  unreachable: Fault | undefined,
): Promise<Called> {
  const { service, operation, protocol } = address;
  let recordedAt = emulator.requests.length;
  let shown: unknown = body.toString();

  /** Signatures have the time of the client's machine, which is this one: it is not sped up. */
  const outdated = (): Fault | undefined =>
    signedAt === undefined ? undefined : signatureFault(emulator.world, signedAt, signersNow(emulator.world));

  async function answerOf(input: object): Promise<unknown> {
    try {
      return emulator.call(`${service.name}:${operation}`, input, undefined, outdated);
    } catch (error) {
      if (!(error instanceof Delayed)) throw error;
      const isStuck = emulator.requests.length === recordedAt;
      await time.pass(error.seconds);
      emulator.advanceTo(time.now());
      if (isStuck) recordedAt = emulator.requests.length;
      return error.answer();
    }
  }

  try {
    if (!schema) throw new Fault('UnknownOperationException', `${service.name} has no operation ${operation}.`);
    const read = protocol.readInput(schema, body);
    shown = read.shown;
    if (unreachable) throw unreachable;
    return { outcome: { kind: 'output', schema, value: await answerOf(read.input) }, shown, recordedAt };
  } catch (error) {
    // What could not even be read was no call of the emulator, but it was sent all the same.
    if (emulator.requests.length === recordedAt) recordUnread(emulator.world, address, error);
    return { outcome: unhappy(error, schema), shown, recordedAt };
  }
}

function unhappy(error: unknown, schema: OperationSchema | undefined): Outcome {
  if (error instanceof Fault) return { kind: 'fault', fault: error };
  if (error instanceof ConnectionLost) return { kind: 'lost', tookEffect: error.tookEffect };
  if (error instanceof StrayAnswer && schema) return { kind: 'stray', schema, stray: error };
  throw error;
}

function recordUnread(world: World, { service, operation }: Address, error: unknown): void {
  const name = error instanceof Error ? error.name : String(error);
  world.requests.push({
    at: secondsOf(world),
    service: service.name,
    operation,
    body: undefined,
    status: 0,
    error: name,
  });
}

async function written(address: Address, outcome: Outcome, requestId: string): Promise<HttpAnswer | undefined> {
  const { protocol, service } = address;
  switch (outcome.kind) {
    case 'output':
      return protocol.writeOutput(address, outcome.schema, outcome.value, requestId);
    case 'fault':
      return protocol.writeFault(address, outcome.fault, await wireError(service, outcome.fault.name), requestId);
    case 'stray': {
      const { stray, schema } = outcome;
      const error = new Fault('ServerException', 'Service Unavailable. Please try again later.', 500);
      const real =
        stray.kind === 'error-body'
          ? protocol.writeFault(address, error, await wireError(service, error.name), requestId)
          : protocol.writeOutput(address, schema, stray.output, requestId);
      return strayHttpAnswer(stray, real);
    }
    case 'lost':
      return undefined;
  }
}

async function halfALatency(world: World, time: Time): Promise<void> {
  const { latencySeconds } = world.scenario;
  if (!latencySeconds) return;
  const [shortest, longest] = latencySeconds;
  await time.pass(between(world, shortest, longest, 'calls') / 2);
}

const notAnAwsRequest: HttpAnswer = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: 'This is no request of an AWS client for a service that is emulated here.' }),
};
