import { describe, expect, test } from '@jest/globals';
import { inAJob } from './a-job.ts';
import { aContainer, aFile } from './definitions.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

interface Bad {
  readonly name: string;
  readonly given: Record<string, string>;
  readonly fields?: object;
  readonly files?: Record<string, string>;
  /** Every error, as `rule: message`. */
  readonly errors: readonly string[];
}

const TASK = { 'task-definition': 'task.json', 'container-name': 'web', image: 'nginx:1.28' };
const STACK = { stack: 'deploy/stack.yml', image: 'amply-backend:v1' };
const TWO = { containerDefinitions: [aContainer(), aContainer({ name: 'beat' })] };

async function isStopped({ given, fields, files = aFile(fields), errors }: Bad): Promise<void> {
  await inAJob({ files }, async (job) => {
    const run = await job.render(given);
    expect(run.exitCode).toBe(1);
    expect(
      run.annotations
        .filter(({ severity }) => severity === 'error')
        .map(({ title, message }) => `${title}: ${message.split('\n')[0] ?? ''}`),
    ).toEqual(errors);
    expect(run.outputs).toEqual({ changes: '[]', changed: 'false', status: 'failed' });
    expect(run.calls.filter((call) => !/:(BatchGet|Describe|Get|List)/.test(call))).toEqual([]);
    expect(await job.written()).toEqual([]);
  });
}

describe('inputs that contradict each other stop the run before anything is read', () => {
  test.each<Bad>([
    {
      name: 'nothing to start from',
      given: { image: 'nginx:1.28' },
      errors: [
        'inputs/required: Neither `stack` nor `task-definition`, `task-definition-arn` or `task-definition-family` is given.',
      ],
    },
    {
      name: 'a revision of no family',
      given: { 'task-definition-revision': '3' },
      errors: ['inputs/combination: The input `task-definition-revision` is 3, but of which family is not said.'],
    },
    ...(['task-definition', 'task-definition-arn', 'task-definition-family'] as const).map((name) => ({
      name: `a stack beside ${name}`,
      given: { ...STACK, [name]: 'x' },
      errors: [
        `inputs/combination: The inputs \`stack\` and \`${name}\` exclude each other: with a stack, its files say it.`,
      ],
    })),
    {
      name: 'a stack beside family and revision: both at once',
      given: { ...STACK, 'task-definition-family': 'x', 'task-definition-revision': '3' },
      errors: [
        'inputs/combination: The inputs `stack` and `task-definition-family` exclude each other: with a stack, its files say it.',
        'inputs/combination: The inputs `stack` and `task-definition-revision` exclude each other: with a stack, its files say it.',
      ],
    },
    ...(['environment', 'services', 'variables'] as const).map((name) => ({
      name: `${name} without a stack`,
      given: { ...TASK, [name]: 'A=1' },
      errors: [`inputs/combination: The input \`${name}\` needs a stack.`],
    })),
    {
      name: 'an empty image for a named container, as a dropped output leaves it',
      given: { ...TASK, image: '' },
      errors: ['inputs/required: The input `image` is empty, though `container-name` names a container for it.'],
    },
    {
      name: 'a revision that is no number',
      given: { 'task-definition-family': 'x', 'task-definition-revision': 'latest' },
      errors: ['inputs/number: The input `task-definition-revision` is "latest"; it takes a whole number, 1 or more.'],
    },
    {
      name: 'dry-run that is no boolean',
      given: { ...TASK, 'dry-run': 'yes' },
      errors: ['inputs/boolean: The input `dry-run` is "yes"; it takes `true` or `false`.'],
    },
  ])('$name', isStopped);
});

describe('inputs that are malformed are errors that say where, and never show a value', () => {
  test.each<Bad>([
    {
      name: 'a variable without =',
      given: { ...TASK, 'environment-variables': 'A=1\nhunter2' },
      errors: ['inputs/lines: Line 2 of the input `environment-variables` has no `=`.'],
    },
    {
      name: 'a value that never ends',
      given: { ...TASK, 'environment-variables': 'A<<END\n1' },
      errors: [
        'inputs/lines: Line 1 of the input `environment-variables` begins a value that never ends: there is no line END after it.',
      ],
    },
    {
      name: 'several at once, in several inputs',
      given: { ...TASK, secrets: 'x', 'docker-labels': '=v', 'log-configuration-options': 'a b=1', tags: '!' },
      errors: [
        'inputs/lines: Line 1 of the input `secrets` has no `=`.',
        'inputs/lines: Line 1 of the input `log-configuration-options` has a name with blanks in it.',
        'inputs/lines: Line 1 of the input `docker-labels` has no name before its value.',
        'inputs/lines: Line 1 of the input `tags` has no name after its `!`.',
      ],
    },
    {
      name: 'a quote that is not closed',
      given: { ...TASK, command: 'sh -c "echo' },
      errors: ['inputs/command: The input `command` has a quote that is not closed.'],
    },
    {
      name: 'a command that is no list of texts',
      given: { ...TASK, command: '["a", 1]' },
      errors: ['inputs/command: The input `command` begins with `[` but is no JSON list of texts.'],
    },
  ])('$name', isStopped);
});

describe('what cannot be rendered is said at its place', () => {
  test.each<Bad>([
    {
      name: 'a container that is not there',
      given: { ...TASK, 'container-name': 'wed' },
      errors: [
        'render/container-name: The task definition has no container wed, which the input `container-name` names.',
      ],
    },
    {
      name: 'one of several that is not there',
      given: { ...TASK, 'container-name': 'web, bat' },
      fields: TWO,
      errors: [
        'render/container-name: The task definition has no container bat, which the input `container-name` names.',
      ],
    },
    {
      name: 'no container named where there are two',
      given: { 'task-definition': 'task.json', image: 'nginx:1.28' },
      fields: TWO,
      errors: [
        'render/container-name: The input `container-name` is not given, and the task definition has 2 containers.',
      ],
    },
    {
      name: 'a file that is not there',
      given: { ...TASK, 'task-definition': 'tasks.json' },
      errors: ['files/missing: tasks.json does not exist.'],
    },
    {
      name: 'a registered one that is not there',
      given: { 'task-definition-family': 'nothing', image: 'nginx:1.28' },
      errors: ['task-definition/not-found: ECS has no task definition nothing.'],
    },
    {
      name: 'a file that is something else',
      given: TASK,
      files: { 'task.json': '{"services": {"web": {"image": "nginx"}}}' },
      errors: ['task-definition/compose: This file is a compose file (it has `services`), not a task definition.'],
    },
    {
      name: 'sizes that Fargate does not have',
      given: { ...TASK, cpu: '256', memory: '4096' },
      errors: [expect.stringMatching(/^task-definition\/(size|memory|cpu)/) as unknown as string],
    },
    {
      name: 'a role that is none',
      given: { ...TASK, 'task-role-arn': 'arn:aws:s3:::bucket' },
      errors: ['task-definition/role: taskRoleArn is neither the ARN nor the name of a role.'],
    },
    {
      name: 'a log driver that Fargate does not have',
      given: { ...TASK, 'log-configuration-log-driver': 'journald' },
      errors: ['logs/driver: The log driver journald of the container web is not supported on Fargate.'],
    },
    {
      name: 'a placeholder left in the container that this render is for',
      given: { ...TASK, image: '${IMAGE}' },
      errors: ['task-definition/placeholder: containerDefinitions[0].image still holds the placeholder ${IMAGE}.'],
    },
  ])('$name', isStopped);
});

describe('a stack', () => {
  const files = seedFiles();
  test.each<Bad>([
    {
      name: 'that is not there',
      given: { stack: 'deploy/stack.yaml', image: 'amply-backend:v1' },
      files,
      errors: ['files/missing: deploy/stack.yaml does not exist.'],
    },
    {
      name: 'without such a service',
      given: { ...STACK, services: 'workers' },
      files,
      errors: ['inputs/unknown-service: The stack amply has no service `workers`.'],
    },
    {
      name: 'without such an environment',
      given: { ...STACK, environment: 'stagin' },
      files,
      errors: ['stack/unknown-environment: stack.yml has no environment `stagin`.'],
    },
    {
      name: 'with inputs for one service, for three',
      given: { ...STACK, 'container-name': 'api', cpu: '512', 'output-file': 'out.json' },
      files,
      errors: ['container-name', 'cpu', 'output-file'].map(
        (name) =>
          `inputs/combination: The input \`${name}\` is for one service, and this run is for 3: api, worker, beat.`,
      ),
    },
    {
      name: 'with an image that is none',
      given: { ...STACK, image: 'Amply Backend' },
      files,
      errors: [expect.stringMatching(/^image\/malformed: /) as unknown as string],
    },
    {
      name: 'with a tag that is not there',
      given: { ...STACK, image: 'other:v1' },
      files,
      errors: [expect.stringMatching(/^image\/not-found: There is no image other:v1 in /) as unknown as string],
    },
    {
      name: 'with an image that none of the selected services runs',
      given: { ...STACK, services: 'beat', image: `amply-backend@sha256:${'0'.repeat(64)}` },
      files: seedFiles([
        'beat/task-definition.yml',
        'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest',
        'example.com/beat:1',
      ]),
      errors: [
        expect.stringMatching(
          /^image\/not-used: .* but no container of beat runs from amply-backend\.$/,
        ) as unknown as string,
      ],
    },
    {
      name: 'one of whose services would run another image than the one given',
      given: STACK,
      files: seedFiles(['beat/task-definition.yml', 'xxxx.dkr.ecr.eu-central-1.amazonaws.com', 'images.example.com']),
      errors: [
        'image/not-used: The container beat of beat runs images.example.com/amply-backend:latest, not the image of this run, amply-backend:v1.',
      ],
    },
    {
      name: 'with names that nobody knows: all of them at once',
      given: STACK,
      files: seedFiles(['api/task-definition.yml', 'amply/stripe-secret', 'amply/strip-secret']),
      errors: ['names/secret: There is no secret amply/strip-secret in this account and region.'],
    },
  ])('$name', isStopped);
});
