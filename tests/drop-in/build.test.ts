import { afterEach, expect, test } from '@jest/globals';
import { aJob, type Job } from '../../actions/build-push-ecr/src/testing/a-job.ts';

/**
 * What docker/build-push-action (7.3) does with its lists, as its README and action.yml have it: each is CSV, one record a
 * line. Only the inputs that build-push-ecr has under the same name; a pull request builds without AWS.
 */
interface Row {
  readonly input: 'build-args' | 'labels' | 'platforms' | 'secrets' | 'ssh' | 'target';
  readonly fact: string;
  readonly given: string;
  readonly argument: string;
}

const ROWS: readonly Row[] = [
  { input: 'build-args', fact: 'one a line', given: 'A=1\nB=2', argument: '--build-arg=B=2' },
  { input: 'build-args', fact: 'a record in quotes', given: '"A=1,2 ""x"""', argument: '--build-arg=A=1,2 "x"' },
  { input: 'build-args', fact: 'a record of several lines', given: '"A=1\n2"', argument: '--build-arg=A=1\n2' },
  { input: 'build-args', fact: 'quotes around a value stay', given: 'A="1"', argument: '--build-arg=A="1"' },
  { input: 'labels', fact: 'a record in quotes', given: '"team=a,b"', argument: '--label=team=a,b' },
  { input: 'platforms', fact: 'fields and lines', given: '"linux/amd64"', argument: '--platform=linux/amd64' },
  { input: 'secrets', fact: 'a record in quotes', given: '"KEY=a,b"', argument: '--secret=id=KEY,' },
  { input: 'ssh', fact: 'a record in quotes', given: '"default"', argument: '--ssh=default' },
  { input: 'target', fact: 'is no list', given: 'web', argument: '--target=web' },
];

let job: Job | undefined;
afterEach(() => job?.close());

test.each(ROWS)('$input: $fact', async ({ input, given, argument }) => {
  job = await aJob({ scenario: { denied: ['*'] }, repository: null });
  const files = { Dockerfile: 'FROM scratch AS web\nCOPY app /bin/app\n' };
  const run = await job.run({ files, with: { [input]: given, push: 'false', registry: '' } });
  expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run).toMatchObject({ exitCode: 0, writes: [] });
  const args = run.docker.find(({ args: [, second] }) => second === 'build')?.args ?? [];
  expect(args.map((one) => one.slice(0, argument.length))).toContain(argument);
});

test('tags: fields and lines', async () => {
  job = await aJob({ scenario: { denied: ['*'] }, repository: null });
  const run = await job.run({ with: { tags: '"v1,v2"\nv3', push: 'false', registry: '' } });
  expect(run).toMatchObject({ exitCode: 0, outputs: { tags: 'v1\nv2\nv3' } });
});
