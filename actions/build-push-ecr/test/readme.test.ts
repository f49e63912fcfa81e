import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The inputs of amazon-ecr-login 2.1 and docker/build-push-action 7.3. Source: their action.yml. */
const OFFICIAL_INPUTS = {
  'aws-actions/amazon-ecr-login': ['http-proxy', 'mask-password', 'registries', 'registry-type', 'skip-logout'],
  'docker/build-push-action': [
    ...['add-hosts', 'allow', 'annotations', 'attests', 'build-args', 'build-contexts', 'builder', 'cache-from'],
    ...[
      'cache-to',
      'call',
      'cgroup-parent',
      'context',
      'file',
      'github-token',
      'labels',
      'load',
      'network',
      'no-cache',
    ],
    ...[
      'no-cache-filters',
      'outputs',
      'platforms',
      'provenance',
      'pull',
      'push',
      'sbom',
      'secret-envs',
      'secret-files',
    ],
    ...['secrets', 'shm-size', 'ssh', 'tags', 'target', 'ulimit'],
  ],
};

test.each(Object.entries(OFFICIAL_INPUTS))('every input of %s is in the README', (action, inputs) => {
  const section = README.split(/^## /m).find((part) => part.startsWith(`Instead of ${action}\n`)) ?? '';
  const named = new Set(Array.from(section.matchAll(/`([^`]+)`/g), ([, name]) => name));
  expect(inputs.filter((name) => !named.has(name))).toEqual([]);
});
