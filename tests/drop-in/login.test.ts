import { runInTest } from '@fargate-actions/action-kit/testing';
import type { SdkSettings } from '@fargate-actions/aws';
import { build, logOut } from '@fargate-actions/operations';
import { afterEach, expect, test } from '@jest/globals';
import { inputs } from '../../actions/build-push-ecr/src/inputs.ts';
import { aJob, type Job, type JobRun } from '../../actions/build-push-ecr/test/a-job.ts';
import { ALL_BUT_PUSH, inEachWay } from './ways.ts';

/**
 * What amazon-ecr-login (2.1) does with each of its inputs, as its README and action.yml have it, and what build-push-ecr does
 * in its place. It needs ecr:GetAuthorizationToken, and what docker pushes with.
 */
interface Row {
  /** The official input. */
  readonly input: string;
  readonly fact: string;
  /** What is given here for the same. */
  readonly given: Readonly<Record<string, string>>;
  readonly holds: (run: JobRun, job: Job) => void;
}

/** The bodies of all GetAuthorizationToken. */
const asked = ({ emulator }: Job): unknown[] =>
  emulator.requests.filter(({ operation }) => operation === 'GetAuthorizationToken').map(({ body }) => body);

/** The password that docker got. */
const password = ({ docker }: JobRun): string => docker.find(({ args: [first] }) => first === 'login')?.input ?? '';

const ROWS: readonly Row[] = [
  {
    input: 'registries',
    fact: 'without it, the registry of the own account',
    given: {},
    holds: (run, job) => {
      expect(asked(job)).toEqual([{}]);
      expect(run.outputs['registry']).toBe(job.host);
    },
  },
  {
    input: 'registries',
    fact: 'are accounts, whose registries are all logged in to',
    given: { 'registry-ids': '123456789012' },
    holds: (_, job) => {
      expect(asked(job)).toEqual([{ registryIds: ['123456789012'] }]);
    },
  },
  {
    input: 'registry-type',
    fact: 'is private without it: the private registry is asked',
    given: {},
    holds: (_, job) => {
      expect(asked(job)).toHaveLength(1);
    },
  },
  {
    input: 'mask-password',
    fact: 'is always so: the password is masked before it is used, and is in no argument',
    given: {},
    holds: (run) => {
      const secret = password(run);
      expect(secret.length).toBeGreaterThan(100);
      expect(run.log).toContain(`::add-mask::${secret}`);
      expect(run.log.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain(secret);
      expect(run.docker.flatMap(({ args }) => args).join(' ')).not.toContain(secret);
    },
  },
  {
    input: 'skip-logout',
    fact: 'is never so: the end of the job removes the passwords, which only this step had',
    given: {},
    holds: (run) => {
      expect(run.state['dockerConfig']).toMatch(/fargate-actions-docker-/);
    },
  },
];

let job: Job | undefined;
afterEach(() => job?.close());

test.each(inEachWay(ROWS, ALL_BUT_PUSH))('$input: $fact ($how)', async ({ given, holds, scenario }) => {
  job = await aJob();
  job.emulator.changeScenario(scenario);
  const run = await job.run({ with: given });
  expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'pushed' } });
  holds(run, job);
});

test('http-proxy: the proxy of the environment is used', async () => {
  const seen: SdkSettings[] = [];
  await runInTest(
    'build-push-ecr',
    inputs,
    { main: build, post: logOut },
    {
      with: { repository: 'shop', 'aws-region': 'eu-central-1' },
      files: { Dockerfile: 'FROM scratch\n' },
      env: { HTTPS_PROXY: 'http://proxy.example:3128' },
      wire: (settings) => {
        seen.push(settings);
        return { call: () => Promise.reject(new Error('There is no AWS here.')) };
      },
    },
  );
  expect(seen.map(({ proxy }) => proxy)).toEqual([
    expect.objectContaining({ HTTPS_PROXY: 'http://proxy.example:3128' }),
  ]);
});

test('every input of the official action has a row', () => {
  expect([...new Set([...ROWS.map(({ input }) => input), 'http-proxy'])].toSorted()).toEqual([
    ...['http-proxy', 'mask-password', 'registries', 'registry-type', 'skip-logout'],
  ]);
});
