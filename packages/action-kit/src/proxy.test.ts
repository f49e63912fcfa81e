import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { proxyVariables } from '@fargate-actions/aws';

const ACTION = fileURLToPath(new URL('../test/asking-action.ts', import.meta.url));

/** Runs an action behind a proxy of this machine, which notes what it is asked for and lets nobody through. */
async function behindProxy(variables: (proxy: string) => Readonly<Record<string, string>>) {
  const asked = new Set<string>();
  const proxy = createServer((request, response) => {
    asked.add(`${request.method ?? ''} ${new URL(request.url ?? '').host}`);
    response.writeHead(403).end();
  });
  proxy.on('connect', ({ url }, socket) => {
    asked.add(`CONNECT ${url ?? ''}`);
    // The action is killed while it may still send: its connections break then.
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const env = {
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_REGION: 'eu-central-1',
    GITHUB_REPOSITORY: 'amply/backend',
    ...variables(`127.0.0.1:${(proxy.address() as AddressInfo).port}`),
  };
  const action = spawn(process.execPath, [ACTION], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  action.stdout.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  // Whoever tries again and again has been noted by then.
  const seen = setInterval(() => {
    if (asked.size >= 4) action.kill('SIGKILL');
  }, 50);
  await once(action, 'close');
  clearInterval(seen);
  proxy.closeAllConnections();
  proxy.close();
  return { asked: [...asked].toSorted(), log };
}

describe('an action behind a proxy reaches AWS, registries and GitHub through it', () => {
  const all = [
    'CONNECT api.github.com:443',
    'CONNECT elasticloadbalancing.eu-central-1.amazonaws.com:443',
    'CONNECT images.example:443',
    'CONNECT sts.eu-central-1.amazonaws.com:443',
  ];

  test.each<{ name: string; variables: (proxy: string) => Record<string, string> }>([
    { name: 'HTTPS_PROXY', variables: (proxy) => ({ HTTPS_PROXY: `http://${proxy}` }) },
    { name: 'https_proxy, without a scheme', variables: (proxy) => ({ https_proxy: proxy }) },
    {
      name: 'https_proxy before HTTPS_PROXY',
      variables: (proxy) => ({ https_proxy: `http://${proxy}`, HTTPS_PROXY: 'http://127.0.0.1:1' }),
    },
  ])('$name', async ({ variables }) => {
    expect((await behindProxy(variables)).asked).toEqual(all);
  });

  test('what AWS_ENDPOINT_URL leads to by HTTP goes through HTTP_PROXY, and NO_PROXY is left alone', async () => {
    const { asked } = await behindProxy((proxy) => ({
      HTTP_PROXY: `http://${proxy}`,
      https_proxy: `http://${proxy}`,
      no_proxy: 'images.example,api.github.com',
      AWS_ENDPOINT_URL_STS: 'http://sts.example',
      AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: 'http://127.0.0.1:1',
    }));
    expect(asked).toEqual(['POST sts.example']);
  });
});

test.each([
  { name: 'nothing', env: {}, expected: undefined },
  { name: 'blanks', env: { HTTPS_PROXY: ' ', https_proxy: '' }, expected: undefined },
  { name: 'NO_PROXY alone', env: { NO_PROXY: 'a' }, expected: undefined },
  {
    name: 'an empty one in small letters',
    env: { https_proxy: '', HTTPS_PROXY: 'proxy:3128', NO_PROXY: '.corp' },
    expected: {
      HTTPS_PROXY: 'http://proxy:3128',
      NO_PROXY: expect.stringMatching(/^\.corp,localhost,.*169\.254\.170\.2,/),
    },
  },
])('the proxies of an environment with $name', ({ env, expected }) => {
  expect(proxyVariables(env)).toEqual(expected);
});

test.each([
  { env: { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-1' }, region: 'eu-west-1' },
  { env: { AWS_REGION: '  ', AWS_DEFAULT_REGION: ' eu-west-1 ' }, region: 'eu-west-1' },
  { env: { AWS_REGION: ' eu-north-1', AWS_DEFAULT_REGION: 'eu-west-1' }, region: 'eu-north-1' },
])('the region of $env is $region', async ({ env, region }) => {
  const { asked, log } = await behindProxy((proxy) => ({
    ...env,
    HTTPS_PROXY: proxy,
    NO_PROXY: 'images.example,api.github.com',
  }));
  expect(log === '' ? region : /region (\S+)/.exec(log)?.[1]).toBe(region);
  expect(asked).toContain(`CONNECT sts.${region}.amazonaws.com:443`);
});
