import type { IncomingHttpHeaders } from 'node:http';

import type { Fault } from '../fault.ts';
import type { ErrorSchema, OperationSchema } from './operation-schema.ts';
import type { ServiceModel } from './service-models.ts';

/** A request with its body read and unpacked. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The connection stays open, and no more of the answer comes. */
  readonly falls?: 'silent at once' | 'silent half-way';
}

/** What a request asks of whom, and how it wants to be answered. */
export interface Address {
  readonly service: ServiceModel;
  readonly operation: string;
  readonly protocol: Protocol;
}

/** A request's input as the SDK's types have it, and as it is shown to whoever asks for the requests. */
export interface RequestInput {
  readonly input: object;
  readonly shown: unknown;
}

/** One of AWS's ways to carry operations over HTTP. */
export interface Protocol {
  /** Throws a Fault where the body can't be read. */
  readInput(schema: OperationSchema, body: Buffer): RequestInput;
  writeOutput(address: Address, schema: OperationSchema, output: unknown, requestId: string): HttpAnswer;
  writeFault(address: Address, fault: Fault, schema: ErrorSchema, requestId: string): HttpAnswer;
}
