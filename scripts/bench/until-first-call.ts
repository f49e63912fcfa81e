import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runStep, type Step } from '../runner/run-action.ts';

/** The milliseconds from the start of a step's process to its first call of AWS, which denies everything. */
export async function millisecondsUntilFirstCall(step: Step): Promise<number> {
  let startedAt = NaN;
  let calledAt = NaN;
  const server = createServer((request, response) => {
    if (Number.isNaN(calledAt)) calledAt = performance.now();
    request.resume();
    response.writeHead(400, { 'content-type': 'application/json' }).end('{"__type":"AccessDeniedException"}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const { log } = await runStep({
      ...step,
      env: { ...step.env, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
      onStart: () => (startedAt = performance.now()),
    });
    if (Number.isNaN(calledAt)) throw new Error(`${step.action} never called AWS:\n${log}`);
    return calledAt - startedAt;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
