import { afterEach, expect, test } from '@jest/globals';
import { aJob, type Job } from '../../actions/build-push-ecr/test/a-job.ts';
import { ALL_BUT_PUSH, inEachWay } from './ways.ts';

/**
 * What docker/build-push-action (7.3) does with the inputs that build-push-ecr has under the same name, as its README and
 * action.yml have it. Its lists are CSV, one record a line. It calls AWS only to push, by the password of a login before.
 */
interface Row {
  readonly input: string;
  readonly fact: string;
  readonly given: string;
  /** What an argument of `docker buildx build` begins with; undefined: what is pushed tells. */
  readonly argument?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const STAGES = 'FROM scratch AS web\nCOPY app /bin/app\n';

const ROWS: readonly Row[] = [
  { input: 'build-args', fact: 'one a line', given: 'A=1\nB=2', argument: '--build-arg=B=2' },
  { input: 'build-args', fact: 'a record in quotes', given: '"A=1,2 ""x"""', argument: '--build-arg=A=1,2 "x"' },
  { input: 'build-args', fact: 'a record of several lines', given: '"A=1\n2"', argument: '--build-arg=A=1\n2' },
  { input: 'build-args', fact: 'quotes around a value stay', given: 'A="1"', argument: '--build-arg=A="1"' },
  {
    input: 'context',
    fact: 'is a directory',
    given: 'src',
    argument: './src',
    files: { 'src/Dockerfile': STAGES, 'src/app': 'x' },
  },
  {
    input: 'file',
    fact: 'is a Dockerfile beside the context',
    given: 'docker/Dockerfile.web',
    argument: '--file=docker/Dockerfile.web',
    files: { 'docker/Dockerfile.web': STAGES },
  },
  { input: 'labels', fact: 'one a line', given: 'team=a', argument: '--label=team=a' },
  { input: 'labels', fact: 'a record in quotes', given: '"team=a,b"', argument: '--label=team=a,b' },
  { input: 'platforms', fact: 'fields and lines', given: '"linux/amd64"', argument: '--platform=linux/amd64' },
  { input: 'provenance', fact: 'is passed on', given: 'true', argument: '--provenance=true' },
  { input: 'push', fact: 'goes to the registry', given: 'true', argument: '--push' },
  { input: 'secrets', fact: 'a record in quotes', given: '"KEY=a,b"', argument: '--secret=id=KEY,' },
  { input: 'ssh', fact: 'a record in quotes', given: '"default"', argument: '--ssh=default' },
  { input: 'tags', fact: 'fields and lines', given: '"v1,v2"\nv3', argument: '--tag=' },
  { input: 'target', fact: 'is no list', given: 'web', argument: '--target=web' },
];

let job: Job | undefined;
afterEach(() => job?.close());

test.each(inEachWay(ROWS, ALL_BUT_PUSH))(
  '$input: $fact ($how)',
  async ({ input, given, argument, files, scenario }) => {
    job = await aJob();
    job.emulator.changeScenario(scenario);
    const run = await job.run({ files: { Dockerfile: STAGES, ...files }, with: { [input]: given } });
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(run).toMatchObject({ exitCode: 0, outputs: { status: 'pushed' } });
    const args = run.docker.findLast(({ args: [, second] }) => second === 'build')?.args ?? [];
    if (argument !== undefined) expect(args.map((one) => one.slice(0, argument.length))).toContain(argument);
    if (input === 'tags') expect(run.outputs['tags']).toBe('v1\nv2\nv3');
  },
);

test('a pull request builds without AWS', async () => {
  job = await aJob({ scenario: { denied: ['*'] }, repository: null });
  const run = await job.run({ with: { tags: '"v1,v2"\nv3', push: 'false', registry: '' } });
  expect(run).toMatchObject({ exitCode: 0, writes: [], outputs: { status: 'built', tags: 'v1\nv2\nv3' } });
});

test('every input that both have has a row', () => {
  expect([...new Set(ROWS.map(({ input }) => input))].toSorted()).toEqual([
    ...[
      'build-args',
      'context',
      'file',
      'labels',
      'platforms',
      'provenance',
      'push',
      'secrets',
      'ssh',
      'tags',
      'target',
    ],
  ]);
});
