import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request and its answer as they went over the wire; bodies in base64. */
export interface Exchange {
  /** Which run it belongs to. */
  readonly run: string;
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Absent where the connection broke before an answer came. */
  readonly answer?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** The operation of a request: in the JSON protocols a header names it, in AWS Query the body. */
export function operationOf({ headers, body }: Exchange): string {
  const target = headers['x-amz-target']?.split('.').at(-1);
  return target ?? new URLSearchParams(Buffer.from(body, 'base64').toString()).get('Action') ?? 'unknown';
}

/** A proxy in front of the emulator that sees every byte. */
export interface Recorder {
  /** For `AWS_ENDPOINT_URL`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** Whether AWS's models have it: the emulator's own routes they have not, nor what Docker clients ask of a registry. */
const isModelled = (path: string): boolean => !/^\/(_emulator|v2)\//.test(path);

/** Answers a request in the place of what is behind the proxy, where that can't; as JSON. */
export type Instead = (asked: Exchange) => object | undefined;

/** Starts a proxy on 127.0.0.1 that passes everything on and records what is in AWS's models. */
export async function startRecorder(
  upstream: string,
  run: string,
  record: (exchange: Exchange) => void,
  instead: Instead = () => undefined,
): Promise<Recorder> {
  const server = createServer((message, response) => {
    pass(upstream, run, message, response, instead)
      .then((exchange) => {
        if (isModelled(exchange.path)) record(exchange);
      })
      .catch(() => response.destroy());
  });
  // Longer than any client keeps a connection, so that no request meets one that is just being closed.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(
  upstream: string,
  run: string,
  message: IncomingMessage,
  response: ServerResponse,
  instead: Instead,
): Promise<Exchange> {
  const { method = 'GET', url: path = '/' } = message;
  const body = await bytesOf(message);
  const asked = { run, method, path, headers: headersOf(message), body: body.toString('base64') };
  const given = instead(asked);
  const answered = given ? asJson(given) : await answerFrom(new URL(path, upstream), method, message, body);
  if (!answered) {
    response.destroy();
    return asked;
  }
  const { status, headers } = answered;
  response.writeHead(status, headers).end(answered.body);
  return { ...asked, answer: { status, headers, body: answered.body.toString('base64') } };
}

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function asJson(given: object): Answered {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { status: 200, headers, body: Buffer.from(JSON.stringify(given)) };
}

/** What upstream answers; undefined where it breaks the connection. */
function answerFrom(to: URL, method: string, message: IncomingMessage, body: Buffer): Promise<Answered | undefined> {
  return new Promise((resolve) => {
    const asking = send(to, { method, headers: message.headers }, (answer) => {
      bytesOf(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer), body: bytes }),
        () => resolve(undefined),
      );
    });
    asking.on('error', () => resolve(undefined));
    asking.end(body);
  });
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of message) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
