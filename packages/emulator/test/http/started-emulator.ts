import { afterAll, beforeAll } from '@jest/globals';

import type { Emulator } from '../../src/emulator.ts';
import { startEmulator, type EmulatorServer, type EmulatorServerOptions } from '../../src/http/server.ts';

export interface StartedEmulator {
  readonly endpoint: string;
  readonly emulator: Emulator;
  /** What every SDK client needs to reach it; one attempt, so that a test sees each answer. */
  readonly client: ClientSettings;
  control(method: 'GET' | 'POST', route: string, body?: object | string): Promise<ControlAnswer>;
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

interface ControlAnswer {
  readonly status: number;
  // What a control route answers is what the test is about.
  readonly body: unknown;
}

/** An emulator over HTTP for the tests of a file. Fast by default, so that nothing waits. */
export function anEmulatorOverHttp(options: EmulatorServerOptions = {}): StartedEmulator {
  let server: EmulatorServer | undefined;
  const started = (): EmulatorServer => {
    if (!server) throw new Error('The emulator is there only while tests run.');
    return server;
  };
  beforeAll(async () => {
    server = await startEmulator(options);
  });
  afterAll(() => started().close());
  return {
    get endpoint() {
      return started().endpoint;
    },
    get emulator() {
      return started().emulator;
    },
    get client() {
      return {
        endpoint: started().endpoint,
        region: 'eu-central-1',
        credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not a secret' },
        maxAttempts: 1,
      };
    },
    async control(method, route, body) {
      const answer = await fetch(`${started().endpoint}/_emulator/${route}`, {
        method,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    },
  };
}
