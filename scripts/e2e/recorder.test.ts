import { createServer, request as send, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { startRecorder, type Exchange, type Recorder } from './recorder.ts';

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

/** A server that echoes bytes, answers 418 below `/teapot` and breaks the connection below `/lost`. */
async function upstream(): Promise<string> {
  const server: Server = createServer((message, response) => {
    const chunks: Uint8Array[] = [];
    message.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    message.on('end', () => {
      if (message.url === '/lost') message.socket.destroy();
      else response.writeHead(message.url === '/teapot' ? 418 : 200, { 'x-kind': 'echo' }).end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => server.closeAllConnections() }, { close: () => server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function recording(): Promise<{ recorder: Recorder; exchanges: Exchange[] }> {
  const exchanges: Exchange[] = [];
  const recorder = await startRecorder(await upstream(), 'test', (exchange) => exchanges.push(exchange));
  opened.push(recorder);
  return { recorder, exchanges };
}

function post(url: string, body: Buffer): Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asking = send(url, { method: 'POST', headers: { 'X-Target': 'Service.Operation' } }, (answer) => {
      const chunks: Uint8Array[] = [];
      answer.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

const bytes = Buffer.from([0, 255, 128, 10, 13, 195]);

test('every byte goes through in both directions, and is recorded', async () => {
  const { recorder, exchanges } = await recording();
  const answer = await post(`${recorder.endpoint}/teapot`, bytes);
  expect(answer).toMatchObject({ status: 418, headers: { 'x-kind': 'echo' }, body: bytes });
  expect(exchanges).toMatchObject([
    {
      run: 'test',
      method: 'POST',
      path: '/teapot',
      headers: { 'x-target': 'Service.Operation' },
      body: bytes.toString('base64'),
      answer: { status: 418, headers: { 'x-kind': 'echo' }, body: bytes.toString('base64') },
    },
  ]);
});

test('a broken connection is passed on, and recorded without an answer', async () => {
  const { recorder, exchanges } = await recording();
  await expect(post(`${recorder.endpoint}/lost`, bytes)).rejects.toThrow('socket hang up');
  expect(exchanges).toHaveLength(1);
  expect(exchanges[0]).not.toHaveProperty('answer');
});

test('the control routes of the emulator are passed on and not recorded', async () => {
  const { recorder, exchanges } = await recording();
  expect((await post(`${recorder.endpoint}/_emulator/scenario`, bytes)).body).toEqual(bytes);
  expect(exchanges).toEqual([]);
});
