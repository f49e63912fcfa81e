import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { registryFailure, registryLines } from './registry-failure.ts';

test.each([
  ['unexpected status from PUT request to https://x/v2/r/manifests/a: 503 Service Unavailable', 'passing'],
  ['received unexpected HTTP status: 500 Internal Server Error', 'passing'],
  ['Error response from daemon: Get "https://x/v2/": net/http: request canceled (Client.Timeout exceeded)', 'passing'],
  ['dial tcp 127.0.0.1:5999: connect: connection refused', 'passing'],
  ['failed to do request: Put "https://x": read tcp: connection reset by peer', 'passing'],
  ['toomanyrequests: Rate exceeded', 'passing'],
  ['unexpected EOF', 'passing'],
  ['denied: Your authorization token has expired. Reauthenticate and try again.', 'wrong-password'],
  ['no basic auth credentials', 'wrong-password'],
  ['login attempt to http://x/v2/ failed with status: 401 Unauthorized', 'wrong-password'],
  ['denied: User: arn:aws:sts::1:assumed-role/x is not authorized to perform: ecr:InitiateLayerUpload', 'denied'],
  ['unexpected status from POST request to https://x: 403 Forbidden', 'denied'],
  [
    "tag invalid: The image tag 'v1' already exists in the 'r' repository and cannot be overwritten because the tag is immutable.",
    'immutable-tag',
  ],
  ["name unknown: The repository with name 'r' does not exist in the registry with id '123456789012'", 'no-repository'],
  ['process "/bin/sh -c false" did not complete successfully: exit code: 1', undefined],
])('%s', (said, expected) => {
  expect(registryFailure(said)).toBe(expected);
});

test.each([
  { name: 'push-unauthorized', expected: 'wrong-password' },
  { name: 'push-unauthorized-docker-driver', expected: 'wrong-password' },
  { name: 'push-refused', expected: 'passing' },
  { name: 'failing-run', expected: undefined },
])('a real output: $name', ({ name, expected }) => {
  const text = readFileSync(new URL(`../../test/outputs/${name}.txt`, import.meta.url), 'utf8');
  expect(registryFailure(registryLines(text.split('\n')))).toBe(expected);
});

test('what a program in the build writes is not the registry', () => {
  expect(registryFailure(registryLines(['#7 0.051 ERROR: 503 Service Unavailable']))).toBeUndefined();
});
