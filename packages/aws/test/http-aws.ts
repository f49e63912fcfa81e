import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { acceptNodesErrors } from './nodes-errors.ts';

/** A request as it came over the wire. */
export interface Asked {
  /** `UpdateService`, of AWS JSON's target header. */
  readonly operation: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server in AWS's place, for what only bytes on a wire can show. */
export interface HttpAws {
  /** Every request of this test, in order. */
  readonly asked: readonly Asked[];
  /** Answers from now on, and until the test ends, in this way. */
  answer(answer: (asked: Asked, response: ServerResponse) => void): void;
  /** Answers with this JSON. */
  answerJson(value: unknown, status?: number): void;
}

/** The environment that sends the SDK, and whatever it looks for, to the server. */
const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not a secret',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

/** Sets the environment in which the SDK finds an endpoint; gives back the way to what was before. */
export function useEndpoint(endpoint: string): () => void {
  const wanted = { ...ENVIRONMENT, AWS_ENDPOINT_URL: endpoint };
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, wanted);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}

/** Puts a server in AWS's place for the tests of a file. */
export function anHttpAws(): HttpAws {
  let asked: Asked[] = [];
  let answer: (asked: Asked, response: ServerResponse) => void = () => undefined;
  let server: Server | undefined;
  let restore = (): void => undefined;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const operation = typeof target === 'string' ? (target.split('.').at(-1) ?? '') : '';
    const received = { operation, headers: request.headers, body };
    asked.push(received);
    answer(received, response);
  }

  beforeAll(async () => {
    acceptNodesErrors();
    const started = createServer((request, response) => void receive(request, response));
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const address = started.address();
    if (typeof address !== 'object' || !address) throw new Error('The server has no port.');
    restore = useEndpoint(`http://127.0.0.1:${address.port}`);
  });
  afterEach(() => {
    asked = [];
  });
  afterAll(async () => {
    restore();
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });

  return {
    get asked() {
      return asked;
    },
    answer(way) {
      answer = way;
    },
    answerJson(value, status = 200) {
      answer = (_asked, response) => {
        sendJson(response, value, status);
      };
    },
  };
}

/** Sends JSON as AWS does. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(value));
}
