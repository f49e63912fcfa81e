import { CborCodec } from '@smithy/core/cbor';

import { Fault } from '../fault.ts';
import { encodeJson, isRecord } from './json-shape.ts';
import { jsonProtocol } from './json-protocol.ts';
import type { HttpAnswer, Protocol } from './protocol.ts';
import { queryErrorHeader } from './query-error-header.ts';

/**
 * Smithy's RPC v2 with CBOR, in which the operation stands in the path.
 *
 * boto3 prefers it for CloudWatch and CodeDeploy; the JS SDK speaks it when it is told to. Source: reference/ecs-facts.md, "Wire protocols of the SDK clients".
 */
export const cborProtocol: Protocol = {
  readInput(schema, body) {
    const input: unknown =
      body.length === 0 ? {} : readCbor(() => new CborCodec().createDeserializer().read(schema.input, body));
    return { input: isRecord(input) ? input : {}, shown: encodeJson(schema.input, input) ?? {} };
  },
  writeOutput(_address, schema, output, requestId) {
    const serializer = new CborCodec().createSerializer();
    serializer.write(schema.output, output ?? {});
    return cbor(200, requestId, serializer.flush());
  },
  writeFault({ service }, fault, schema, requestId) {
    const status = schema.httpStatus ?? fault.httpStatus;
    const serializer = new CborCodec().createSerializer();
    serializer.write(DOCUMENT, { __type: fault.name, message: fault.message, ...fault.members });
    return cbor(status, requestId, serializer.flush(), queryErrorHeader(service, schema, status));
  },
};

const asJson = jsonProtocol('1.1');

/** Smithy's RPC v2 with JSON: the bodies of AWS JSON, the operation in the path. */
export const rpcJsonProtocol: Protocol = {
  readInput: (schema, body) => asJson.readInput(schema, body),
  writeOutput: (...call) => inRpcJson(asJson.writeOutput(...call)),
  writeFault: (...call) => inRpcJson(asJson.writeFault(...call)),
};

/** The schema of a value whose shape no model gives. Source: @smithy/types, schema/sentinels. */
const DOCUMENT = 15;

function readCbor(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    throw new Fault('SerializationException', 'The request body is no CBOR of the shape of the model.');
  }
}

const cbor = (
  status: number,
  requestId: string,
  body: Uint8Array,
  more: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status,
  headers: {
    'content-type': 'application/cbor',
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-requestid': requestId,
    ...more,
  },
  body,
});

const inRpcJson = (answer: HttpAnswer): HttpAnswer => ({
  ...answer,
  headers: { ...answer.headers, 'content-type': 'application/json', 'smithy-protocol': 'rpc-v2-json' },
});
