import { expect, test } from '@jest/globals';
import { Diagnostics, parseDocument } from '@fargate-actions/documents';
import { requirementsOf } from './requirements.ts';

/** What a task definition's file asks. */
function asked(yaml: string) {
  const document = parseDocument(new TextEncoder().encode(yaml), 'api.yml', new Diagnostics());
  if (!document) throw new Error('no document');
  return requirementsOf(document, 'amply-api', (image) => image.includes('amply-backend'));
}

test('a container says what it asks, and where', () => {
  const [container, ...others] = asked(`
runtimePlatform: { cpuArchitecture: ARM64 }
containerDefinitions:
  - name: api
    image: xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest
    command: [uvicorn, "amply.main:app"]
    user: "1000"
    workingDirectory: /srv
    environment: [{ name: PATH, value: /opt/bin }]
    healthCheck:
      command: [CMD-SHELL, "curl x"]
  - name: proxy
    image: envoy
    command: [envoy]
`);
  expect(others).toEqual([]);
  expect(container).toMatchObject({
    service: 'amply-api',
    container: 'api',
    platform: 'linux/arm64',
    entryPoint: [],
    command: ['uvicorn', 'amply.main:app'],
    healthCheck: ['CMD-SHELL', 'curl x'],
    workingDirectory: '/srv',
    user: '1000',
    path: '/opt/bin',
    places: { healthCheck: { file: 'api.yml', line: 11, column: 16 }, platform: { line: 2 } },
  });
});

test('without a platform it is that of Fargate', () => {
  expect(asked('containerDefinitions: [{ image: amply-backend }]')).toMatchObject([
    { platform: 'linux/amd64', container: 'container 1', command: [], healthCheck: [] },
  ]);
});

test('what has the wrong type asks nothing', () => {
  expect(asked('containerDefinitions: [{ image: amply-backend, command: uvicorn, healthCheck: 3 }, 7]')).toMatchObject([
    { command: [], healthCheck: [] },
  ]);
  expect(asked('containerDefinitions: none')).toEqual([]);
});
