import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

import { ConnectionLost } from '../fault.ts';
import type { HttpAnswer, HttpRequest } from './protocol.ts';

/** A port of this machine that answers. */
export interface Listening {
  /** `http://127.0.0.1:N`, for `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

/**
 * Answers every request to a port of 127.0.0.1; where the answer is a ConnectionLost, breaks the connection.
 *
 * Rejects where the port is taken.
 *
 * @param port 0: any that is free.
 */
export async function listen(port: number, answer: (request: HttpRequest) => Promise<HttpAnswer>): Promise<Listening> {
  const server = createServer((message, response) => {
    read(message)
      .then(answer)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => fail(response, error));
  });
  // Longer than any client keeps a connection, so that no request meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await listening(server, port);
  const address = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${String(address.port)}`, close: () => closed(server) };
}

async function read(message: IncomingMessage): Promise<HttpRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  const body = Buffer.concat(chunks);
  // boto3 compresses the larger requests of services whose model allows it.
  const isCompressed = message.headers['content-encoding'] === 'gzip';
  return {
    method: message.method ?? 'GET',
    path: message.url ?? '/',
    headers: message.headers,
    body: isCompressed ? gunzipSync(body) : body,
  };
}

function send(response: ServerResponse, { status, headers, body, falls }: HttpAnswer): void {
  if (falls === 'silent at once') return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  if (falls === 'silent half-way') response.write(Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2));
  else response.end(body);
}

function fail(response: ServerResponse, error: unknown): void {
  if (error instanceof ConnectionLost) {
    response.socket?.destroy();
    return;
  }
  // A fault of the emulator itself: no answer of AWS's, so that no client takes it for one, and seen by whoever runs it.
  process.stderr.write(`emulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  send(response, { status: 500, headers: { 'content-type': 'text/plain' }, body: `emulator: ${String(error)}` });
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
