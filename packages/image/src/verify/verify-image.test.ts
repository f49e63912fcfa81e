import { describe, expect, test } from '@jest/globals';
import type { ImageConfig } from '../registry/image-config.ts';
import { aConfig, aContainer, aTree, factsFor, PYTHON } from '../../test/an-image.ts';
import { factsInLabel, recordedFacts } from './image-facts.ts';
import type { Requirements } from './requirements.ts';
import { isAnswered, verifyImage } from './verify-image.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

interface Case {
  readonly name: string;
  readonly container?: Partial<Requirements>;
  readonly config?: Partial<ImageConfig>;
  /** On top of PYTHON. */
  readonly files?: Files;
  /** Instead of PYTHON. */
  readonly only?: Files;
  /** Rule and a part of the message; none when all is well. */
  readonly expected?: readonly (readonly [string, string])[];
}

function verified({ container = {}, config = {}, files = {}, only = PYTHON }: Case) {
  const requirements = [aContainer(container)];
  const facts = factsFor(requirements, aConfig(config), aTree(only, files));
  return verifyImage([facts], requirements);
}

/** The beginning of a program of the machine, with its loader. Source: elf(5). */
function elf(machine: number, loader = ''): Uint8Array {
  const bytes = new Uint8Array(256);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  view.setUint16(18, machine, true);
  view.setBigUint64(32, 64n, true);
  view.setUint16(54, 56, true);
  view.setUint16(56, loader === '' ? 0 : 1, true);
  view.setUint32(64, 3, true);
  view.setBigUint64(72, 128n, true);
  view.setBigUint64(96, BigInt(loader.length + 1), true);
  bytes.set(new TextEncoder().encode(loader), 128);
  return bytes;
}

const AMD64 = 0x3e;
const ARM64 = 0xb7;
const CURL = ['CMD-SHELL', 'curl -f http://localhost:8000/health || exit 1'];
const DISTROLESS = { 'app/': '', 'usr/bin/python3': elf(AMD64), 'etc/passwd': PYTHON['etc/passwd'] };

describe('the command', () => {
  test.each<Case>([
    { name: "of the image's own CMD" },
    { name: 'of the task definition', container: { command: ['celery', '-A', 'amply', 'worker'] } },
    { name: 'that is a path', container: { command: ['/usr/local/bin/celery'] } },
    {
      name: 'that is missing',
      container: { command: ['gunicorn', 'x'] },
      expected: [
        [
          'verify/command',
          "can't run `gunicorn` of its command: the image has it in no directory of PATH (/usr/local/bin:/usr/bin:/bin)",
        ],
      ],
    },
    {
      name: "of the image's CMD, missing",
      config: { command: ['gunicorn'] },
      expected: [['verify/command', "of the image's CMD"]],
    },
    {
      name: 'that is a missing path',
      container: { command: ['/srv/run.sh'] },
      expected: [['verify/command', 'the image has no such file']],
    },
    {
      name: 'that is a path in the directory',
      container: { command: ['./run.sh'] },
      files: { 'app/run.sh': '#!/bin/sh\n' },
    },
    {
      name: "in the container's own directory",
      container: { command: ['bin/run'], workingDirectory: '/srv' },
      files: { 'srv/bin/run': '#!/bin/sh\n' },
    },
    {
      name: 'that is not executable',
      container: { command: ['/app/run.sh'] },
      files: { 'app/run.sh': 'plain' },
      expected: [['verify/command', '/app/run.sh is not executable']],
    },
    { name: 'that is a directory', container: { command: ['/app'] }, expected: [['verify/command', 'no such file']] },
    {
      name: 'that is one long word',
      container: { command: ['uvicorn amply.main:app'] },
      expected: [['verify/command', "can't run `uvicorn amply.main:app`"]],
    },
    {
      name: 'in a PATH of the container',
      container: { command: ['tool'], path: '/opt/bin' },
      files: { 'opt/bin/tool': 'program' },
    },
    {
      name: 'not in a PATH of the container',
      container: { command: ['celery'], path: '/opt/bin' },
      expected: [['verify/command', 'no directory of PATH (/opt/bin)']],
    },
    { name: 'in the default PATH', config: { env: {} } },
    {
      name: 'of nobody',
      config: { command: [] },
      expected: [['verify/command', 'has no command, and the image has none either']],
    },
    {
      name: 'of a shell',
      container: { command: ['sh', '-c', 'alembic upgrade head && uvicorn x'] },
      expected: [['verify/command', "can't run `alembic`"]],
    },
    {
      name: 'of a login shell',
      container: { command: ['/bin/sh', '-lc', 'nothere'] },
      expected: [['verify/command', "can't run `nothere`"]],
    },
    {
      name: 'of a shell that is not there',
      container: { command: ['bash', '-c', 'uvicorn x'] },
      expected: [['verify/command', "can't run `bash` of its command: the image has no shell"]],
    },
    { name: 'of a shell that runs a file', container: { command: ['sh', 'run.sh'] } },
    {
      name: 'that is a link to nowhere',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': '-> /opt/gone' },
      expected: [['verify/command', "can't run `tool`"]],
    },
    {
      name: 'that a later layer took out',
      container: { command: ['celery'] },
      files: { 'usr/local/bin/.wh.celery': 'plain' },
      expected: [['verify/command', "can't run `celery`"]],
    },
    {
      name: 'that a second directory of PATH has',
      container: { command: ['tool'] },
      files: { 'usr/local/bin/tool': 'plain', 'usr/bin/tool': 'program' },
    },
  ])('$name', expectVerified);
});

describe('what runs a program', () => {
  test.each<Case>([
    { name: 'is there', container: { command: ['tool'] }, files: { 'usr/bin/tool': '#!/usr/bin/env python3\n' } },
    {
      name: 'is there, with options of env',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': '#!/usr/bin/env -S A=1 python3 -u\n' },
    },
    {
      name: 'is the Python of a stage that was left',
      files: { 'usr/local/bin/uvicorn': '#!/build/.venv/bin/python\n' },
      expected: [
        ['verify/command', '/usr/local/bin/uvicorn needs "/build/.venv/bin/python", which the image does not have'],
      ],
    },
    {
      name: 'is not there for env',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': '#!/usr/bin/env ruby\n' },
      expected: [['verify/command', 'needs "ruby"']],
    },
    {
      name: 'has a Windows line end',
      container: { command: ['/app/run.sh'] },
      files: { 'app/run.sh': '#!/bin/sh\r\n' },
      expected: [['verify/command', 'needs "/bin/sh\\r"']],
    },
    {
      name: "is glibc's loader, on Alpine",
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': elf(AMD64, '/lib64/ld-linux-x86-64.so.2') },
      expected: [['verify/command', 'needs "/lib64/ld-linux-x86-64.so.2"']],
    },
    {
      name: 'is a loader behind links',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': elf(AMD64, '/lib64/ld.so'), lib64: '-> usr/lib64', 'usr/lib64/ld.so': 'plain' },
    },
    {
      name: 'is nothing: the program is static',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': elf(AMD64) },
    },
    {
      name: 'is another machine',
      container: { command: ['tool'] },
      files: { 'usr/bin/tool': elf(ARM64) },
      expected: [['verify/command', '/usr/bin/tool is a program for arm64, and the image is for amd64']],
    },
  ])('$name', expectVerified);
});

describe('the health check', () => {
  test.each<Case>([
    {
      name: 'with curl, which slim images have not',
      container: { healthCheck: CURL },
      expected: [['verify/health-check', "amply-api, container api, can't run `curl` of its health check"]],
    },
    { name: 'with curl, installed', container: { healthCheck: CURL }, files: { 'usr/bin/curl': 'program' } },
    { name: 'with CMD', container: { healthCheck: ['CMD', 'python', '-c', 'x'] } },
    {
      name: 'with CMD, missing',
      container: { healthCheck: ['CMD', 'wget', 'x'] },
      expected: [['verify/health-check', "can't run `wget`"]],
    },
    {
      name: 'with CMD of a shell',
      container: { healthCheck: ['CMD', 'sh', '-c', 'wget x'] },
      expected: [['verify/health-check', "can't run `wget`"]],
    },
    {
      name: 'with a shell, in a distroless image',
      only: DISTROLESS,
      config: { command: ['python3'] },
      container: { healthCheck: CURL },
      expected: [
        ['verify/health-check', "can't run `/bin/sh` of its health check: the image has no shell"],
        ['verify/health-check', "can't run `curl`"],
      ],
    },
    {
      name: 'without a shell, in a distroless image',
      only: DISTROLESS,
      config: { command: ['python3'] },
      container: { healthCheck: ['CMD', 'python3', 'x'] },
    },
    { name: 'of the image, which Fargate does not run', config: { healthCheck: ['CMD', 'nothere'] } },
    { name: 'that is turned off', container: { healthCheck: ['NONE'] } },
  ])('$name', expectVerified);
});

describe('the entry point', () => {
  test.each<Case>([
    { name: 'of the image', config: { entrypoint: ['/entry.sh'] }, files: { 'entry.sh': '#!/bin/sh\n' } },
    {
      name: 'of the image, missing',
      config: { entrypoint: ['/entry.sh'] },
      expected: [['verify/entry-point', "of the image's ENTRYPOINT"]],
    },
    {
      name: 'gets the command as it is',
      config: { entrypoint: ['/entry.sh'] },
      files: { 'entry.sh': '#!/bin/sh\n' },
      container: { command: ['whatever'] },
    },
    {
      name: 'that starts the command',
      config: { entrypoint: ['tini', '-g', '--'] },
      files: { 'usr/bin/tini': 'program' },
      container: { command: ['nothere'] },
      expected: [['verify/entry-point', "can't run `nothere`"]],
    },
    {
      name: "of the task definition, which takes the image's command out",
      container: { entryPoint: ['python'] },
      config: { command: ['nothere'] },
    },
    {
      name: 'of the task definition, missing',
      container: { entryPoint: ['nothere'] },
      expected: [['verify/entry-point', 'of its entry point']],
    },
  ])('$name', expectVerified);
});

describe('platform, user and directory', () => {
  test.each<Case>([
    {
      name: 'another architecture',
      container: { platform: 'linux/arm64' },
      expected: [['verify/platform', 'runs on linux/arm64, and the image is for linux/amd64']],
    },
    { name: 'root by default', config: { user: '' }, expected: [['verify/user', 'runs as root']] },
    { name: 'root by number, with a group', config: { user: '0:0' }, expected: [['verify/user', 'runs as root']] },
    { name: 'root by the task definition', container: { user: 'root' }, expected: [['verify/user', 'runs as root']] },
    { name: 'not root by the task definition', config: { user: '' }, container: { user: '1000' } },
    {
      name: 'a user whom the image does not know',
      config: { user: 'celery' },
      expected: [['verify/user', 'runs as `celery`, whom the image does not know']],
    },
    { name: 'a number that nobody has', config: { user: '4711' } },
    {
      name: 'a directory that is not there',
      config: { workingDirectory: '/srv' },
      expected: [['verify/working-directory', 'works in /srv, which is not in the image']],
    },
    { name: 'a directory that only has files', config: { workingDirectory: '/srv' }, files: { 'srv/x': 'plain' } },
  ])('$name', expectVerified);

  test('root and a new directory are warnings, all else is an error', () => {
    const found = verified({
      name: '',
      config: { user: 'root', workingDirectory: '/srv' },
      container: { healthCheck: CURL },
    });
    expect(found.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([
      'error verify/health-check',
      'warning verify/user',
      'warning verify/working-directory',
    ]);
    for (const { hint } of found) expect(hint).toMatch(/Dockerfile/);
  });

  test('a message stands at its place in the task definition', () => {
    const at = { file: 'deploy/api/health-check.yml', line: 3, column: 5 };
    const container = { healthCheck: CURL, places: { ...aContainer().places, healthCheck: at } };
    expect(verified({ name: '', container })).toMatchObject([{ at, rule: 'verify/health-check' }]);
  });
});

describe('what was found is recorded with the image', () => {
  const requirements = [aContainer({ healthCheck: CURL })];
  const config = aConfig();
  const facts = factsFor(requirements, config, aTree(PYTHON));
  const label = recordedFacts([facts]);

  test('and says the same without the image', () => {
    const recorded = factsInLabel(config, label);
    expect(recorded && verifyImage([recorded], requirements)).toEqual(verifyImage([facts], requirements));
    expect(recorded && isAnswered([recorded], requirements)).toBe(true);
  });

  test('and a new question is seen to be one', () => {
    expect(isAnswered([facts], [aContainer({ command: ['celery'] })])).toBe(false);
  });

  test.each([undefined, '', '{}', 'null', '{"version":2,"platforms":{"linux/amd64":{}}}', '{"version":1}'])(
    'and what is no record is none: %s',
    (text) => {
      expect(factsInLabel(config, text)).toBeUndefined();
    },
  );
});

function expectVerified({ expected = [], ...given }: Case): void {
  const found = verified(given);
  expect(found.map(({ rule }) => rule)).toEqual(expected.map(([rule]) => rule));
  expected.forEach(([, part], index) => {
    expect(found[index]?.message).toContain(part);
    expect(found[index]?.hint).toBeTruthy();
  });
}
