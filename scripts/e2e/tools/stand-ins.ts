import { standInsPython } from './python.ts';
import { answersHttp, freePort, startServer } from './server.ts';

/** AWS as somebody else imitates it. */
export interface StandIn {
  readonly endpoint: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Starts moto. */
export async function startMoto(): Promise<StandIn> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await startServer({
    program: standInsPython.program('moto_server'),
    args: ['--host', '127.0.0.1', '--port', String(port)],
    isUp: () => answersHttp(`${endpoint}/moto-api/`),
    patienceSeconds: 40,
  });
  return { endpoint, port, close: server.close };
}

/**
 * Starts ministack, whose ECR is a registry at the same port.
 *
 * @param env names the Docker engine in which it runs the containers of ECS.
 */
export async function startMinistack(env: Readonly<Record<string, string>> = {}): Promise<StandIn> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = await startServer({
    program: standInsPython.program('ministack'),
    args: [],
    env: { GATEWAY_PORT: String(port), BIND_HOST: '127.0.0.1', ...env },
    isUp: () => answersHttp(`${endpoint}/v2/`),
    patienceSeconds: 40,
  });
  return { endpoint, port, close: server.close };
}
