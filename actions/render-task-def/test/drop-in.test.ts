import { describe, expect, test } from '@jest/globals';
import { inAJob, type Definition, type RenderRun } from './a-job.ts';
import { aContainer, aDefinition, aFile } from './definitions.ts';

/** Renders one file as the official action would be asked to, and gives what came out. */
function rendering(
  given: Readonly<Record<string, string>>,
  fields: object = {},
): Promise<{ run: RenderRun; definition: Definition }> {
  return inAJob({ files: aFile(fields) }, async (job) => {
    const run = await job.render({
      'task-definition': 'task.json',
      'container-name': 'web',
      image: 'nginx:1.28',
      ...given,
    });
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.calls).toEqual([]);
    return { run, definition: await job.definition(run.outputs['task-definition']) };
  });
}

/** A container as it was, but for these fields. */
function web(fields: object): Definition['containerDefinitions'][number] {
  return { ...aContainer(), image: 'nginx:1.28', ...fields };
}

const ROLE = 'arn:aws:iam::123456789012:role/';
const LOGGED = {
  executionRoleArn: `${ROLE}exec`,
  containerDefinitions: [
    aContainer({
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-group': '/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'web' },
      },
    }),
  ],
};

describe('each input of the official action sets in the container what it says', () => {
  test.each<{ name: string; given: Record<string, string>; before?: object; expected: object }>([
    { name: 'image', given: { image: 'ghcr.io/acme/shop:v2' }, expected: { image: 'ghcr.io/acme/shop:v2' } },
    {
      name: 'image of ECR with its account',
      given: { image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:v2' },
      before: { executionRoleArn: `${ROLE}exec` },
      expected: { image: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:v2' },
    },
    {
      name: 'environment-variables: added and replaced in place',
      given: { 'environment-variables': 'LEVEL=debug\nNEW=1' },
      before: {
        containerDefinitions: [
          aContainer({
            environment: [
              { name: 'LEVEL', value: 'info' },
              { name: 'KEEP', value: 'x' },
            ],
          }),
        ],
      },
      expected: {
        environment: [
          { name: 'LEVEL', value: 'debug' },
          { name: 'KEEP', value: 'x' },
          { name: 'NEW', value: '1' },
        ],
      },
    },
    {
      name: 'env-files: replace those that are there',
      given: { 'env-files': 'arn:aws:s3:::conf/a.env\n\n  arn:aws:s3:::conf/b.env  ' },
      before: {
        executionRoleArn: `${ROLE}exec`,
        containerDefinitions: [aContainer({ environmentFiles: [{ value: 'arn:aws:s3:::conf/old.env', type: 's3' }] })],
      },
      expected: {
        environmentFiles: [
          { value: 'arn:aws:s3:::conf/a.env', type: 's3' },
          { value: 'arn:aws:s3:::conf/b.env', type: 's3' },
        ],
      },
    },
    {
      name: 'secrets: added and replaced in place',
      given: {
        secrets:
          'DB=arn:aws:ssm:eu-central-1:123456789012:parameter/new\nKEY=arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-AbCdEf:json::',
      },
      before: {
        executionRoleArn: `${ROLE}exec`,
        containerDefinitions: [aContainer({ secrets: [{ name: 'DB', valueFrom: '/old' }] })],
      },
      expected: {
        secrets: [
          { name: 'DB', valueFrom: 'arn:aws:ssm:eu-central-1:123456789012:parameter/new' },
          { name: 'KEY', valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:key-AbCdEf:json::' },
        ],
      },
    },
    { name: 'command', given: { command: 'npm run start' }, expected: { command: ['npm', 'run', 'start'] } },
    {
      name: 'log-configuration-log-driver and -options',
      given: {
        'log-configuration-log-driver': 'awslogs',
        'log-configuration-options': 'awslogs-group=/shop\nawslogs-region=eu-central-1\nawslogs-stream-prefix=web',
      },
      before: { executionRoleArn: `${ROLE}exec` },
      expected: {
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'web' },
        },
      },
    },
    {
      name: 'log-configuration-options: merged into those that are there',
      given: { 'log-configuration-options': 'awslogs-group=/shop/v2' },
      before: LOGGED,
      expected: {
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': '/shop/v2', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'web' },
        },
      },
    },
    {
      name: 'docker-labels',
      given: { 'docker-labels': 'team=shop\nstage=prod' },
      before: { containerDefinitions: [aContainer({ dockerLabels: { stage: 'dev', owner: 'x' } })] },
      expected: { dockerLabels: { owner: 'x', stage: 'prod', team: 'shop' } },
    },
  ])('$name', async ({ given, before, expected }) => {
    const { definition } = await rendering(given, before);
    expect(definition.containerDefinitions).toEqual([web(expected)]);
  });
});

describe('each input for the task sets what it says', () => {
  test.each<{ name: string; given: Record<string, string>; before?: object; expected: object }>([
    { name: 'task-role-arn', given: { 'task-role-arn': `${ROLE}app` }, expected: { taskRoleArn: `${ROLE}app` } },
    {
      name: 'execution-role-arn',
      given: { 'execution-role-arn': `${ROLE}path/exec` },
      expected: { executionRoleArn: `${ROLE}path/exec` },
    },
    { name: 'family', given: { family: 'shop-preview' }, expected: { family: 'shop-preview' } },
    {
      name: 'cpu and memory in units',
      given: { cpu: '1024', memory: '2048' },
      expected: { cpu: '1024', memory: '2048' },
    },
    {
      name: 'cpu and memory in words',
      given: { cpu: '.5 vCPU', memory: '1 GB' },
      expected: { cpu: '512', memory: '1024' },
    },
    {
      name: 'tags: added, replaced, taken away',
      given: { tags: 'team=shop\nstage=prod\n!old' },
      before: {
        tags: [
          { key: 'stage', value: 'dev' },
          { key: 'old', value: '1' },
        ],
      },
      expected: {
        tags: [
          { key: 'stage', value: 'prod' },
          { key: 'team', value: 'shop' },
        ],
      },
    },
  ])('$name', async ({ given, before, expected }) => {
    const { definition } = await rendering(given, before);
    expect(definition).toEqual({ ...aDefinition(before), containerDefinitions: [web({})], ...expected });
  });
});

describe("the official action's faults are gone", () => {
  const PEM = '-----BEGIN CERTIFICATE-----\nMIIB==\n-----END CERTIFICATE-----';
  test.each<{ name: string; given: Record<string, string>; before?: object; expected: object }>([
    {
      name: 'a label keeps every = after the first',
      given: { 'docker-labels': 'traefik.rule=Host=a.b' },
      expected: { dockerLabels: { 'traefik.rule': 'Host=a.b' } },
    },
    {
      name: 'a log option keeps every = after the first',
      given: { 'log-configuration-options': 'awslogs-multiline-pattern=^level=' },
      before: LOGGED,
      expected: {
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': '/shop',
            'awslogs-region': 'eu-central-1',
            'awslogs-stream-prefix': 'web',
            'awslogs-multiline-pattern': '^level=',
          },
        },
      },
    },
    {
      name: 'a variable keeps every = after the first, and its quotes',
      given: { 'environment-variables': 'DSN=postgres://h/db?sslmode=off&x="1"' },
      expected: { environment: [{ name: 'DSN', value: 'postgres://h/db?sslmode=off&x="1"' }] },
    },
    {
      name: 'quotes in a command hold its words together',
      given: { command: `sh -c "echo 'hi there' && exec app"` },
      expected: { command: ['sh', '-c', `echo 'hi there' && exec app`] },
    },
    {
      name: 'several blanks are no empty words',
      given: { command: 'npm   run  start' },
      expected: { command: ['npm', 'run', 'start'] },
    },
    {
      name: 'a command as a JSON list',
      given: { command: '["sh", "-c", "a b"]' },
      expected: { command: ['sh', '-c', 'a b'] },
    },
    {
      name: 'a value of several lines',
      given: { 'environment-variables': `CERT<<END\n${PEM}\nEND\nAFTER=1` },
      expected: {
        environment: [
          { name: 'CERT', value: PEM },
          { name: 'AFTER', value: '1' },
        ],
      },
    },
    {
      name: 'a variable is taken away',
      given: { 'environment-variables': '!OLD\nNEW=1' },
      before: { containerDefinitions: [aContainer({ environment: [{ name: 'OLD', value: '1' }] })] },
      expected: { environment: [{ name: 'NEW', value: '1' }] },
    },
    {
      name: 'an empty value is a value',
      given: { 'environment-variables': 'EMPTY=' },
      expected: { environment: [{ name: 'EMPTY', value: '' }] },
    },
    {
      name: 'blanks around the container are no part of its name',
      given: { 'container-name': '  web ' },
      expected: {},
    },
    {
      name: 'a variable that becomes a secret is no longer a variable',
      given: { secrets: 'TOKEN=/shop/token' },
      before: {
        executionRoleArn: `${ROLE}exec`,
        containerDefinitions: [
          aContainer({
            environment: [
              { name: 'TOKEN', value: 'x' },
              { name: 'A', value: '1' },
            ],
          }),
        ],
      },
      expected: { environment: [{ name: 'A', value: '1' }], secrets: [{ name: 'TOKEN', valueFrom: '/shop/token' }] },
    },
  ])('$name', async ({ given, before, expected }) => {
    const { definition } = await rendering(given, before);
    expect(definition.containerDefinitions).toEqual([web(expected)]);
  });

  test.each([
    'arn:aws-eusc:iam::123456789012:role/app',
    'arn:aws-iso-f:iam::123456789012:role/app',
    'arn:aws-cn:iam::123456789012:role/app',
  ])('a role of any partition is a role: %s', async (role) => {
    const { definition } = await rendering({ 'task-role-arn': role });
    expect(definition).toMatchObject({ taskRoleArn: role });
  });

  test("a role's bare name stays as it is: ECS takes it, and nobody is asked", async () => {
    const { definition } = await rendering({ 'execution-role-arn': 'ecsTaskExecutionRole' });
    expect(definition).toMatchObject({ executionRoleArn: 'ecsTaskExecutionRole' });
  });
});

test.each(['web,beat', 'web, beat', 'web\nbeat'])('several containers get the same: %j', async (names) => {
  const containers = ['web', 'beat', 'proxy'].map((name) => aContainer({ name }));
  const { definition } = await rendering(
    { 'container-name': names, 'environment-variables': 'A=1' },
    { containerDefinitions: containers },
  );
  expect(definition.containerDefinitions.map(({ name, image, environment }) => ({ name, image, environment }))).toEqual(
    [
      { name: 'web', image: 'nginx:1.28', environment: [{ name: 'A', value: '1' }] },
      { name: 'beat', image: 'nginx:1.28', environment: [{ name: 'A', value: '1' }] },
      { name: 'proxy', image: 'nginx:1.27', environment: undefined },
    ],
  );
});

test('the only container need not be named, and its image may stay', () =>
  inAJob({ files: aFile() }, async (job) => {
    const { outputs, exitCode } = await job.render({ 'task-definition': 'task.json', 'environment-variables': 'A=1' });
    expect(exitCode).toBe(0);
    expect((await job.definition(outputs['task-definition'])).containerDefinitions).toEqual([
      aContainer({ environment: [{ name: 'A', value: '1' }] }),
    ]);
  }));

test("without FARGATE only AWS's own rules hold: what runs on EC2 passes", async () => {
  const onEc2 = {
    family: 'shop',
    networkMode: 'bridge',
    requiresCompatibilities: ['EC2'],
    cpu: undefined,
    memory: undefined,
    containerDefinitions: [
      aContainer({
        memory: 256,
        privileged: true,
        links: ['cache'],
        portMappings: [{ containerPort: 80, hostPort: 8080 }],
        logConfiguration: { logDriver: 'journald' },
      }),
      aContainer({ name: 'cache', image: 'redis:8', memory: 128 }),
    ],
  };
  const { run, definition } = await rendering({}, onEc2);
  expect(run.found).toEqual([]);
  expect(definition).toMatchObject({ requiresCompatibilities: ['EC2'], networkMode: 'bridge' });
  expect(definition.containerDefinitions[0]).toMatchObject({ image: 'nginx:1.28', privileged: true, links: ['cache'] });
});

test('a field that only AWS knows passes through, with a notice at its place', async () => {
  const { run, definition } = await rendering({}, { quantumMode: { enabled: true } });
  expect(definition).toMatchObject({ quantumMode: { enabled: true } });
  expect(run.annotations).toMatchObject([
    { severity: 'notice', title: 'task-definition/unknown-field', at: 'task.json:16:3' },
  ]);
  expect(JSON.parse(run.outputs['changes'] ?? '')).toMatchObject([
    { fields: [{ path: 'containerDefinitions[web].image' }] },
  ]);
});
