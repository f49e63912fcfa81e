import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry behind a proxy that can fail as a registry does that is restarted in the middle of a push. */
export interface InterruptingProxy {
  readonly host: string;
  /** How many more requests that upload something are cut off, and how many since then were. */
  cuts: number;
  /** Requests that upload: `PUT /v2/shop/manifests/v1`. */
  readonly uploads: string[];
  close(): Promise<void>;
}

/** @param target `127.0.0.1:PORT` of the registry. */
export async function startProxy(target: string): Promise<InterruptingProxy> {
  const proxy = { host: '', cuts: 0, uploads: [] as string[] };
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    const isUpload = method === 'PUT' || method === 'PATCH';
    if (isUpload) proxy.uploads.push(`${method} ${url}`);
    if (isUpload && proxy.cuts > 0) {
      proxy.cuts -= 1;
      incoming.socket.destroy();
      return;
    }
    passOn(target, incoming, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(proxy, {
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  });
}

/** The host stays the proxy's: the registry makes the URLs of it that it sends the client to. */
function passOn(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const [host, port] = target.split(':');
  const { method, url, headers } = incoming;
  const onward = request({ host, port, method, path: url, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  onward.on('error', () => incoming.socket.destroy());
  incoming.pipe(onward);
}
