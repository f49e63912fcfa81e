import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { EXAMPLE, filesIn } from './seed-files.ts';

/** The seed as its owner wrote it, byte for byte; its Dockerfile is not among the stack's files. */
const SHA256: Readonly<Record<string, string>> = {
  'api/deployment.yml': '4b2abb359073df617033d767840206d0bf6cdda6df020ef5e1fb605f56572fe8',
  'api/health-check.yml': 'a8fcf9ea0687499c1fe6fb0e43c861826db26f807d44ce660afceaff5f752309',
  'api/scaling.yml': 'be7420dbea8001399128c76b989fd3821dacba1c2ef89d10d0e5fe16a3ccba3b',
  'api/service.yml': 'f3b3c19b02faca9ba6ebdff58cb3c3be3e11877874e6959869351137a4a5885e',
  'api/target-group.yml': '3b40a82d290a4d62fdf5da9d0dd6fc7a2d584e5439caa4e9aedfe3e26e2baa42',
  'api/task-definition.yml': '0c4f3d0aab752934523cf1ce69e0fd8ba476f16e8de30651ac6761616ff1ab94',
  'beat/service.yml': '908319b9ddebc39dc25cf1b9067f43392e40f981aa41713655e97f65671148f9',
  'beat/task-definition.yml': 'bfc2ff1d5731bb16a4ae58d55bb9e17351b4e6b97164e791e8c537ee210f7de0',
  'ecr/lifecycle-policy.json': '8831e49b8f9b89ea0efd092e7f0c6ddac79f99d179634e51fe1a16c1e3a97532',
  'monitoring/alarms.yml': 'b872e1e2a5cd3f688832a490d11ce0a3315f3db0d183f1f12fbff90173161bb4',
  'worker/scaling.yml': '80fbfdb9013fe5332818e0d41a2627638f13f5334acbc29c30d698432e70e640',
  'worker/service.yml': 'dac69d5e03d82814a40071886616230eea5b96df8363f2a9f7af49f9578486a0',
  'worker/task-definition.yml': '9256dfe3f1228357fe33bf75bcd4e5db0e6fdefe0e3212d6702e9d10d7e4f9ca',
};

/** The seed itself, where this repository was written. */
const SEED = fileURLToPath(new URL('../../../../shared/seed', import.meta.url));

test.each(Object.entries(SHA256))('%s is as the seed has it', (path, sha256) => {
  const bytes = readFileSync(join(EXAMPLE, path));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
});

test('beside the files of the seed the example has its stack.yml', () => {
  expect(Object.keys(filesIn(EXAMPLE)).sort()).toEqual([...Object.keys(SHA256), 'stack.yml'].sort());
});

const whereTheSeedIs = existsSync(SEED) ? describe : describe.skip;

whereTheSeedIs('beside the seed', () => {
  test('the example has every file of it, the Dockerfile aside, byte for byte', () => {
    const { Dockerfile: _, ...seed } = filesIn(SEED);
    expect(filesIn(EXAMPLE)).toMatchObject(seed);
    expect(Object.keys(seed).sort()).toEqual(Object.keys(SHA256).sort());
  });
});
