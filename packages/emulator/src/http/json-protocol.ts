import { Fault } from '../fault.ts';
import { decodeJson, encodeJson, isRecord } from './json-shape.ts';
import type { HttpAnswer, Protocol } from './protocol.ts';
import { queryErrorHeader } from './query-error-header.ts';

/** AWS JSON, in which the operation stands in the header `X-Amz-Target`. */
export function jsonProtocol(version: '1.0' | '1.1'): Protocol {
  const answer = (
    status: number,
    requestId: string,
    body: unknown,
    more: Readonly<Record<string, string>> = {},
  ): HttpAnswer => ({
    status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': requestId,
      ...more,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  });

  return {
    readInput(schema, body) {
      const shown = parsed(body);
      const input = decodeJson(schema.input, shown);
      return { input: isRecord(input) ? input : {}, shown };
    },
    writeOutput: (_address, schema, output, requestId) => answer(200, requestId, encodeJson(schema.output, output)),
    writeFault({ service }, fault, schema, requestId) {
      const status = schema.httpStatus ?? fault.httpStatus;
      const body = { __type: fault.name, message: fault.message, ...fault.members };
      const headers = { 'x-amzn-errortype': fault.name, ...queryErrorHeader(service, schema, status) };
      return answer(status, requestId, body, headers);
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new Fault('SerializationException', 'The request body is no JSON.');
  }
}
