import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { TestRun } from '@fargate-actions/action-kit/testing';
import { failingBuild } from './a-docker.ts';
import { aJob, type Job, type JobRun } from './a-job.ts';
import { stackFiles } from './a-stack.ts';

const jobs: Job[] = [];
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.close();
});
async function opened(...options: Parameters<typeof aJob>): Promise<Job> {
  const job = await aJob(...options);
  jobs.push(job);
  return job;
}

const SHA = '0123456789abcdef0123456789abcdef01234567';

const builds = ({ docker }: JobRun) => docker.filter(({ args }) => args[1] === 'build').length;
const errors = ({ annotations }: JobRun) =>
  annotations.filter(({ severity }) => severity === 'error').map(({ title, message }) => `${title}: ${message}`);
const tagsOf = ({ emulator }: Job) =>
  emulator.world.repositories.find(({ name }) => name === 'shop')?.images.flatMap(({ tags }) => tags) ?? [];

describe('an image', () => {
  test('is built, pushed, and given by its digest; the next run finds it, and neither builds nor writes', async () => {
    const job = await opened();
    const first = await job.run();
    const { digest = '' } = first.outputs;
    expect(first).toMatchObject({
      exitCode: 0,
      outputs: {
        image: `${job.host}/shop@${digest}`,
        'image-ref': `shop@${digest}`,
        registry: job.host,
        tags: SHA,
        pushed: 'true',
        status: 'pushed',
        changed: 'true',
      },
    });
    expect(tagsOf(job)).toEqual([SHA]);

    const second = await job.run();
    expect(second).toMatchObject({ exitCode: 0, docker: [], writes: [] });
    expect(second.outputs).toMatchObject({ digest, pushed: 'false', status: 'unchanged', changed: 'false' });
    expect(second.summary).toContain('is there already: nothing was built');
  });

  test('is built again from other files, and with rebuild', async () => {
    const job = await opened();
    const first = await job.run();
    const other = await job.run({ files: { app: 'another program' } });
    expect(other.outputs).toMatchObject({ pushed: 'true', status: 'pushed' });
    expect(other.outputs['digest']).not.toBe(first.outputs['digest']);
    expect(builds(await job.run({ files: { app: 'another program' }, with: { rebuild: 'true' } }))).toBe(1);
  });

  test('that is there gets the tags it lacks, without docker', async () => {
    const job = await opened();
    const { outputs } = await job.run();
    const run = await job.run({ with: { tags: '${COMMIT_SHA}, v1' } });
    expect(run).toMatchObject({ exitCode: 0, docker: [], writes: ['ecr:PutImage'] });
    expect(run.outputs).toMatchObject({ digest: outputs['digest'], pushed: 'false', changed: 'true' });
    expect(tagsOf(job)).toEqual([SHA, 'v1']);
  });

  test('carries what it is made of', async () => {
    const job = await opened();
    const { docker } = await job.run({ with: { labels: 'team=shop', 'build-args': 'A=1' } });
    const args = docker.find(({ args: [, second] }) => second === 'build')?.args ?? [];
    expect(args).toEqual(
      expect.arrayContaining([
        `--label=org.opencontainers.image.revision=${SHA}`,
        '--label=org.opencontainers.image.source=https://github.com/amply/backend',
        '--label=team=shop',
        '--build-arg=A=1',
        '--provenance=false',
      ]),
    );
  });

  test.each([
    { written: '"VERSION=1.2"', argument: 'VERSION=1.2' },
    { written: `'VERSION=1.2'`, argument: 'VERSION=1.2' },
    { written: '"NAMES=a,b ""c"""', argument: 'NAMES=a,b "c"' },
    { written: 'VERSION="1.2"', argument: 'VERSION="1.2"' },
  ])('takes quotes in its lists as docker/build-push-action: $written', async ({ written, argument }) => {
    const job = await opened();
    const { docker, exitCode } = await job.run({
      with: { labels: written, 'build-args': written, push: 'false', registry: '' },
    });
    expect(exitCode).toBe(0);
    const args = docker.find(({ args: [, second] }) => second === 'build')?.args ?? [];
    expect(args).toEqual(expect.arrayContaining([`--build-arg=${argument}`, `--label=${argument}`]));
  });

  test('of a pull request is built without AWS and a login', async () => {
    const job = await opened();
    const run = await job.run({ with: { push: 'false', registry: '' } });
    expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'built', pushed: 'false', tags: SHA } });
    expect(run.docker.some(({ args }) => args[0] === 'login' || args.includes('--push'))).toBe(false);
    expect(run.outputs).not.toHaveProperty('image');
  });

  test('is only planned by a dry run', async () => {
    const job = await opened({ repository: null });
    const run = await job.run({ with: { 'dry-run': 'true', 'create-repository': 'true' } });
    expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'planned', changed: 'true' } });
    expect(run.log).toContain('+ repository shop');
    expect(run.log).toContain(`+ image shop:${SHA}  (it is built: it is not there)`);
    expect(builds(run)).toBe(0);
  });
});

describe('the repository', () => {
  test('is created where that is asked for, set up as wanted, before the push', async () => {
    const job = await opened({ repository: null });
    const run = await job.run({
      with: {
        'create-repository': 'true',
        'image-tag-mutability': 'IMMUTABLE_WITH_EXCLUSION latest',
        'scan-on-push': 'true',
      },
    });
    expect(run.exitCode).toBe(0);
    expect(run.writes[0]).toBe('ecr:CreateRepository');
    expect(job.emulator.world.repositories.find(({ name }) => name === 'shop')).toMatchObject({
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      scanOnPush: true,
    });
  });

  test('that is missing is an error without a stack, before anything is built', async () => {
    const job = await opened({ repository: null });
    const run = await job.run();
    expect(run).toMatchObject({ exitCode: 1, docker: [], writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining('repository/missing: There is no repository shop')]);
  });

  test('with immutable tags: another image under the tag is an error before the build', async () => {
    const job = await opened({ mutability: 'IMMUTABLE' });
    expect((await job.run()).exitCode).toBe(0);
    const run = await job.run({ files: { app: 'another program' } });
    expect(run).toMatchObject({ exitCode: 1, docker: [], writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining(`image/immutable-tag: The tag \`${SHA}\` is on another`)]);
  });

  test.each([
    { with: { tags: 'latest' }, rule: 'image/floating-tag' },
    { with: { cache: 'registry' }, rule: 'image/cache' },
  ])('with immutable tags: what has to move is an error before the build, $rule', async ({ with: given, rule }) => {
    const job = await opened({ mutability: 'IMMUTABLE' });
    const run = await job.run({ with: given });
    expect(run).toMatchObject({ exitCode: 1, docker: [], writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining(rule)]);
  });

  test('gets the lifecycle policy of a file, with a word on what is not checked without a stack', async () => {
    const job = await opened();
    const policy = stackFiles()['deploy/policy.json'] ?? '';
    const run = await job.run({ with: { 'lifecycle-policy': 'policy.json' }, files: { 'policy.json': policy } });
    expect(run.exitCode).toBe(0);
    expect(run.writes).toContain('ecr:PutLifecyclePolicy');
    expect(run.annotations).toMatchObject([{ title: 'lifecycle/unchecked', at: 'policy.json:1:1' }]);
    const again = await job.run({ with: { 'lifecycle-policy': 'policy.json' }, files: { 'policy.json': policy } });
    expect(again).toMatchObject({ writes: [], outputs: { status: 'unchanged' } });
  });

  test('whose lifecycle policy would take an image in use is left alone', async () => {
    const job = await opened({ repository: null });
    const files = stackFiles();
    expect((await job.run({ with: { stack: 'deploy/stack.yml' }, files })).exitCode).toBe(0);
    await deployed(job);
    const policy = (files['deploy/policy.json'] ?? '').replace('10', '1');
    const run = await job.run({
      with: { stack: 'deploy/stack.yml', tags: 'next' },
      files: { ...files, 'deploy/policy.json': policy, app: 'another program' },
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [], docker: [] });
    expect(errors(run)).toEqual([expect.stringMatching(/^lifecycle\/in-use: Rule 1 .* after this push/)]);
  });
});

/** A service `web` of the cluster `shop-prod` runs the image of the commit. */
async function deployed({ emulator, host }: Job): Promise<void> {
  const image = `123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:${SHA}`;
  expect(host).not.toBe('');
  emulator.call('ecs:CreateCluster', { clusterName: 'shop-prod' });
  emulator.call('ecs:RegisterTaskDefinition', {
    family: 'web',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [{ name: 'web', image }],
  });
  emulator.call('ecs:CreateService', {
    cluster: 'shop-prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [emulator.world.subnets[0]?.id ?? ''] } },
  });
  emulator.advance(600);
}

test('the registry of another account that stack.yml names is the one that is logged in to', async () => {
  const job = await opened();
  const own = stackFiles()['deploy/stack.yml'] ?? '';
  const registry = '999988887777.dkr.ecr.eu-central-1.amazonaws.com';
  await job.run({
    with: { stack: 'deploy/stack.yml', 'dry-run': 'true' },
    files: stackFiles({
      'deploy/stack.yml': own.replace('repository: shop', `repository: shop\n  registry: ${registry}`),
    }),
  });
  const logins = job.emulator.requests.filter(({ operation }) => operation === 'GetAuthorizationToken');
  expect(logins.at(-1)?.body).toEqual({ registryIds: ['999988887777'] });
});

describe('before the push', () => {
  const stack = { with: { stack: 'deploy/stack.yml' }, files: stackFiles() };

  test('what the services start is looked for in the image, and what was found is kept with it', async () => {
    const job = await opened({ repository: null });
    const run = await job.run(stack);
    expect(run.exitCode).toBe(0);
    expect(builds(run)).toBe(2);
    const again = await job.run(stack);
    expect(again).toMatchObject({ exitCode: 0, docker: [], writes: [], outputs: { status: 'unchanged' } });
    const layers = job.emulator.requests.filter(({ operation }) => operation === 'GetBlob');
    // Once the configuration: no layer is fetched.
    expect(layers).toHaveLength(1);
  });

  test('a health check that the image can not run is an error at its line, and nothing is written', async () => {
    const job = await opened({ repository: null });
    const curl = (stackFiles()['deploy/task-definition.yml'] ?? '').replace(
      '[CMD, app, check]',
      '[CMD-SHELL, curl -f http://localhost/health]',
    );
    const run = await job.run({
      ...stack,
      files: stackFiles({ 'deploy/task-definition.yml': curl }),
      programs: ['app', 'sh'],
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([
      {
        severity: 'error',
        title: 'verify/health-check',
        message: expect.stringContaining("web can't run `curl` of its health check"),
        at: 'deploy/task-definition.yml:9:16',
      },
    ]);
    const unseen = await job.run({
      ...stack,
      files: stackFiles({ 'deploy/task-definition.yml': curl }),
      with: { ...stack.with, verify: 'false' },
    });
    expect(unseen.outputs['status']).toBe('pushed');
    // An image that was pushed unseen is looked into by the run that wants to know.
    const later = await job.run({ ...stack, files: stackFiles({ 'deploy/task-definition.yml': curl }) });
    expect(later).toMatchObject({ exitCode: 1, docker: [], writes: [] });
    expect(errors(later)[0]).toContain('verify/health-check');
  });

  test('the command of the user runs in the image, and not again when the image is there', async () => {
    const job = await opened();
    const given = { with: { 'verify-command': 'app --version' } };
    const run = await job.run(given);
    expect(run.exitCode).toBe(0);
    expect(run.docker.map(({ args }) => args).filter(([command]) => command === 'run')).toEqual([
      ['run', '--rm', '--pull=never', '--entrypoint=app', `${job.host}/shop:${SHA}`, '--version'],
    ]);
    expect(await job.run(given)).toMatchObject({ exitCode: 0, docker: [] });
    const other = await job.run({ with: { 'verify-command': 'app --help' } });
    expect(other.docker.map(({ args }) => args[0])).toEqual(['login', 'pull', 'version', 'image', 'run']);
  });

  test('a command of the user that fails keeps the image from being pushed', async () => {
    const job = await opened();
    const run = await job.run({
      with: { 'verify-command': 'app --check' },
      docker: ([command]) => (command === 'run' ? { exitCode: 3, lines: ['no module named amply'] } : undefined),
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining('exit code 3: no module named amply')]);
  });

  test('a step of the Dockerfile that fails is an error at its line', async () => {
    const job = await opened({ repository: null });
    const run = await job.run({
      ...stack,
      docker: ([, command]) => (command === 'build' ? { exitCode: 1, lines: failingBuild() } : undefined),
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    const [failure] = run.annotations.filter(({ severity }) => severity === 'error');
    expect(failure).toMatchObject({ title: 'build/failed', at: expect.stringMatching(/^Dockerfile:\d+:1$/) });
  });
});

describe('the registry', () => {
  test('that fails for a moment in the middle of the push is tried again', async () => {
    const job = await opened({
      scenario: { faults: [{ operation: 'registry:PutManifest', error: 'ServerException', times: 2 }] },
    });
    const run = await job.run();
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'pushed' } });
    expect(run.log).toContain('The registry failed; trying again in 1 s.');
    expect(builds(run)).toBe(3);
  });

  test('that goes on failing is said, with what to do', async () => {
    const job = await opened({
      scenario: { faults: [{ operation: 'registry:PutManifest', error: 'ServerException', times: 100 }] },
    });
    const run = await job.run();
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(errors(run)).toEqual([expect.stringContaining('image/push: The registry failed again and again')]);
    expect(run.summary).toContain('was not pushed');
  });

  test('that refuses the password is said, before anything is built', async () => {
    const job = await opened();
    const run = await job.run({
      docker: ([command]) => (command === 'login' ? { exitCode: 1, stderr: 'Error: 401 unauthorized' } : undefined),
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining('image/login')]);
    expect(builds(run)).toBe(0);
  });

  test('in which somebody moves the tag meanwhile is an error', async () => {
    const job = await opened();
    const run = await job.run({
      afterPush: () => {
        job.emulator.call('ecr:PutImage', {
          repositoryName: 'shop',
          imageTag: SHA,
          imageManifest: JSON.stringify({ schemaVersion: 2, layers: [], annotations: { by: 'another run' } }),
          imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
        });
      },
    });
    expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed' } });
    expect(errors(run)).toEqual([expect.stringContaining(`image/moved-tag: The tag \`${SHA}\` was pushed on`)]);
    expect(run.outputs).not.toHaveProperty('image');
  });
});

describe('the scan', () => {
  const scans = (severity: string) => ({
    scans: { '*': { findings: [{ name: 'CVE-2026-1', severity, attributes: [] }] } },
  });

  test.each([
    { found: 'HIGH', threshold: 'HIGH', exitCode: 1, status: 'failed' },
    { found: 'LOW', threshold: 'HIGH', exitCode: 0, status: 'pushed' },
  ])(
    'that found $found ends with $exitCode where it fails on $threshold',
    async ({ found, threshold, exitCode, status }) => {
      const job = await opened({ scenario: scans(found) as never });
      const run = await job.run({ with: { 'fail-on-severity': threshold, 'scan-on-push': 'true' } });
      expect(run).toMatchObject({ exitCode, outputs: { status, pushed: 'true' } });
      expect(run.summary).toContain('CVE-2026-1');
    },
  );
});

/** As the runner does with the outputs of a job. Source: reference/actions-ecosystem.md, "Runtime". */
function outputsThatCrossJobs({ outputs, log }: TestRun, masked: readonly string[]): string[] {
  const secrets = [...masked, ...Array.from(log.matchAll(/^::add-mask::(.+)$/gm), ([, secret = '']) => secret)];
  const crosses = ([, value]: [string, string]) => !secrets.some((secret) => value.includes(secret));
  return Object.entries(outputs)
    .filter(crosses)
    .map(([name]) => name);
}

test('outputs that another job needs hold nothing that is masked, though the account is', async () => {
  const job = await opened();
  const names = outputsThatCrossJobs(await job.run(), ['123456789012', job.host]);
  expect(names).toEqual(
    expect.arrayContaining(['image-ref', 'digest', 'tags', 'pushed', 'status', 'changes', 'changed']),
  );
});

describe('secrets', () => {
  test('are in no argument, no log, no summary and no output; the post step removes the passwords', async () => {
    const job = await opened();
    const run = await job.run({ with: { secrets: 'token=build-secret-value' } });
    const [, password = ''] = /^::add-mask::(.+)$/m.exec(run.log.slice(run.log.indexOf('eyJ') - 12)) ?? [];
    expect(password.length).toBeGreaterThan(100);
    const shown = [
      ...run.docker.map(({ args }) => args.join(' ')),
      run.log.replaceAll(/^::add-mask::.*$/gm, ''),
      run.summary,
      JSON.stringify(run.outputs),
      JSON.stringify(run.state),
    ].join('\n');
    for (const secret of [password, Buffer.from(`AWS:${password}`).toString('base64'), 'build-secret-value'])
      expect(shown).not.toContain(secret);
    expect(run.docker.some(({ input }) => input === password)).toBe(true);
    expect(run.docker.some(({ env }) => Object.values(env).includes('build-secret-value'))).toBe(true);
    expect(run.state['dockerConfig']).toMatch(/fargate-actions-docker-/);
  });
});

test('docker of a cancelled run is ended with it, and all that it has started', async () => {
  const job = await opened();
  const directory = await mkdtemp(join(tmpdir(), 'fargate-actions-docker-test-'));
  const begun = join(directory, 'begun');
  // buildx is a program of its own, as the second shell here.
  const script = `#!/bin/sh\n[ "$2" = inspect ] && { echo "Driver: docker-container"; exit; }\n[ "$2" = build ] || exit 0\nsh -c 'echo $$ > ${begun}.new; mv ${begun}.new ${begun}; sleep 600' & wait\n`;
  await writeFile(join(directory, 'docker'), script, { mode: 0o755 });
  try {
    const run = await job.run({
      docker: 'real',
      env: { PATH: `${directory}:/usr/bin:/bin`, HOME: directory },
      onBegin: ({ stop }) => {
        const watch = setInterval(() => {
          if (!existsSync(begun)) return;
          clearInterval(watch);
          stop('SIGINT');
        }, 10);
      },
    });
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    expect(errors(run)).toEqual([expect.stringContaining('cancelled')]);
    const pid = Number(await readFile(begun, 'utf8'));
    expect(isRunning(pid)).toBe(false);
  } finally {
    await rm(directory, { recursive: true });
  }
});

/** Whether a process goes on. One that ended but was not waited for still has its number. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(' Z ');
  } catch {
    return false;
  }
}
