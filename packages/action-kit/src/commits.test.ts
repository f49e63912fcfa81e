import { expect, test } from '@jest/globals';
import { systemClock, type Clock } from '@fargate-actions/aws';
import { commitsOf } from './commits.ts';

function answering(status: number, body: unknown) {
  const asked: { url: string; authorization: string | null }[] = [];
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    asked.push({ url: request.url, authorization: request.headers.get('authorization') });
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  return { asked, fetch };
}

test.each(['identical', 'ahead', 'behind', 'diverged'] as const)('GitHub says %s', async (status) => {
  const { asked, fetch } = answering(200, { status });
  expect(await commitsOf('amply/amply', 'a-token', { clock: systemClock, fetch }).relation('aaa', 'bbb')).toBe(status);
  expect(asked).toEqual([
    { url: expect.stringContaining('/repos/amply/amply/compare/aaa...bbb'), authorization: 'token a-token' },
  ]);
});

test.each([
  { name: 'a commit that GitHub does not know', status: 404, body: { message: 'Not Found' } },
  { name: 'a token that may not ask', status: 403, body: { message: 'Forbidden' } },
  { name: 'a word of tomorrow', status: 200, body: { status: 'entangled' } },
])('nothing is known of $name', async ({ status, body }) => {
  const { fetch } = answering(status, body);
  expect(
    await commitsOf('amply/amply', 'a-token', { clock: systemClock, fetch }).relation('aaa', 'bbb'),
  ).toBeUndefined();
});

/** Never answers, and rejects when it is aborted, as fetch does. */
const silent = (_input: unknown, { signal }: RequestInit = {}): Promise<Response> =>
  new Promise((_resolve, reject) => {
    const abort = (): void => {
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
  });

test('nothing is known when GitHub does not answer', async () => {
  const atOnce: Clock = { ...systemClock, sleep: () => Promise.resolve() };
  const commits = commitsOf('amply/amply', 'a-token', { clock: atOnce, fetch: silent });
  expect(await commits.relation('aaa', 'bbb')).toBeUndefined();
});

test('a cancelled run asks GitHub no longer', async () => {
  const run = new AbortController();
  const commits = commitsOf('amply/amply', 'a-token', { clock: systemClock, signal: run.signal, fetch: silent });
  const asked = commits.relation('aaa', 'bbb');
  run.abort(new Error('cancelled'));
  await expect(asked).rejects.toThrow('cancelled');
});
