import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aBuild, aBuilder } from '../../test/a-build.ts';
import { buildArguments } from './arguments.ts';
import type { Builder } from './builder.ts';
import type { BuildOutput, BuildRequest } from './request.ts';

const PLAIN: Builder = { kind: 'docker build' };
const PUSH: BuildOutput = { kind: 'push' };

function args(request: Partial<BuildRequest>, builder: Builder = aBuilder(), output = PUSH): readonly string[] {
  return buildArguments(aBuild(request), builder, output, '/tmp/report').args;
}

test('a plain build with buildx', () => {
  expect(buildArguments(aBuild(), aBuilder(), PUSH, '/tmp/report')).toEqual({
    args: [
      'buildx',
      'build',
      '--progress=plain',
      '--tag=registry.test/amply-backend:abc',
      '--provenance=false',
      '--push',
      '--metadata-file=/tmp/report',
      './backend',
    ],
    env: { BUILDX_METADATA_PROVENANCE: 'disabled' },
  });
});

test('a plain build without buildx', () => {
  expect(buildArguments(aBuild(), PLAIN, PUSH, '/tmp/report')).toEqual({
    args: ['build', '--progress=plain', '--tag=registry.test/amply-backend:abc', '--iidfile=/tmp/report', './backend'],
    env: { DOCKER_BUILDKIT: '1' },
  });
});

describe('what a request says', () => {
  test.each<{ name: string; request: Partial<BuildRequest>; expected: string }>([
    { name: 'a Dockerfile', request: { file: 'docker/prod.Dockerfile' }, expected: '--file=docker/prod.Dockerfile' },
    { name: 'a target', request: { target: 'prod' }, expected: '--target=prod' },
    {
      name: 'platforms',
      request: { platforms: ['linux/amd64', 'linux/arm64'] },
      expected: '--platform=linux/amd64,linux/arm64',
    },
    { name: 'a build argument', request: { buildArgs: { A: 'b=c d' } }, expected: '--build-arg=A=b=c d' },
    { name: 'a label', request: { labels: { a: 'b' } }, expected: '--label=a=b' },
    { name: 'an agent', request: { ssh: ['default'] }, expected: '--ssh=default' },
    { name: 'provenance', request: { hasProvenance: true }, expected: '--provenance=true' },
    { name: 'the workspace as context', request: { context: '.' }, expected: '.' },
    { name: 'a context like an option', request: { context: '--help' }, expected: './--help' },
    {
      name: 'a secret in a file',
      request: { secrets: [{ id: 'npm', file: 'a,"b' }] },
      expected: '--secret=id=npm,"src=a,""b"',
    },
    {
      name: 'a cache in a registry',
      request: { cache: { kind: 'registry', name: 'r/c:x' } },
      expected: '--cache-from=type=registry,ref=r/c:x',
    },
    {
      name: 'a cache in ECR',
      request: { cache: { kind: 'registry', name: 'r/c:x' } },
      expected: '--cache-to=type=registry,ref=r/c:x,mode=max,image-manifest=true,oci-mediatypes=true',
    },
    {
      name: 'an inline cache',
      request: { cache: { kind: 'inline', from: ['r:a'] } },
      expected: '--cache-from=type=registry,ref=r:a',
    },
    {
      name: 'an inline cache, written',
      request: { cache: { kind: 'inline', from: [] } },
      expected: '--cache-to=type=inline',
    },
    {
      name: "GitHub's cache",
      request: { cache: { kind: 'gha', scope: 'api' } },
      expected: '--cache-to=type=gha,mode=max,scope=api',
    },
  ])('$name', ({ request, expected }) => {
    expect(args(request)).toContain(expected);
  });

  test('an inline cache without buildx', () => {
    expect(args({ cache: { kind: 'inline', from: ['r:a'] } }, PLAIN)).toEqual(
      expect.arrayContaining(['--cache-from=r:a', '--build-arg=BUILDKIT_INLINE_CACHE=1']),
    );
  });

  test('the time of the commit', () => {
    expect(buildArguments(aBuild({ sourceDateEpoch: 17 }), aBuilder(), PUSH, 'x').env).toMatchObject({
      SOURCE_DATE_EPOCH: '17',
    });
  });
});

describe('what is built to be looked at', () => {
  test('goes to no registry and to no cache', () => {
    const all = args({ cache: { kind: 'registry', name: 'r:c' }, hasProvenance: true }, aBuilder(), {
      kind: 'archive',
      file: '/tmp/x.tar',
    });
    expect(all).toContain('--output=type=oci,dest=/tmp/x.tar');
    expect(all).toContain('--cache-from=type=registry,ref=r:c');
    expect(all.filter((arg) => /^--(tag|push|cache-to|provenance=true)/.test(arg))).toEqual([]);
  });

  test('is loaded under its first name', () => {
    const all = args({ names: ['r:a', 'r:b'] }, aBuilder(), { kind: 'load' });
    expect(all).toEqual(expect.arrayContaining(['--load', '--tag=r:a']));
    expect(all).not.toContain('--tag=r:b');
  });
});

test('no value of a secret is ever an argument', () => {
  const secrets = fc.array(fc.record({ id: fc.stringMatching(/^[a-z]{1,8}$/), value: fc.string({ minLength: 12 }) }));
  fc.assert(
    fc.property(secrets, fc.constantFrom<Builder>(PLAIN, aBuilder(), aBuilder('docker')), (given, builder) => {
      const call = buildArguments(aBuild({ secrets: given }), builder, PUSH, 'report');
      for (const { value } of given) {
        expect(call.args.join('\0')).not.toContain(value);
        expect(Object.values(call.env)).toContain(value);
      }
    }),
  );
});
