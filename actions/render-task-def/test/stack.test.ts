import { describe, expect, test } from '@jest/globals';
import { seedSurroundings } from '@fargate-actions/emulator';
import { inAJob, type Job, type RenderRun } from './a-job.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

const STACK = { stack: 'deploy/stack.yml' };
const DIGEST = `sha256:${'b2'.repeat(32)}`;
const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

function paths(run: RenderRun): Record<string, string> {
  return JSON.parse(run.outputs['task-definitions'] ?? '{}') as Record<string, string>;
}

/** The image of each service's container. */
async function imagesOf(run: RenderRun, job: Job): Promise<Record<string, unknown>> {
  const entries = Object.entries(paths(run)).map(async ([service, path]) => [
    service,
    (await job.definition(path)).containerDefinitions[0]?.['image'],
  ]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, unknown>;
}

describe("the seed's stack", () => {
  test('is rendered with the warnings and notices of the contract, and no error', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, image: 'amply-backend:v1' });
      expect(run.exitCode).toBe(0);
      expect(run.annotations.map(({ severity, title, at }) => `${severity} ${title} ${at ?? ''}`)).toEqual([
        'warning service/launch-type-and-strategy deploy/api/service.yml:3:1',
        'notice logs/none deploy/beat/task-definition.yml:7:5',
        'notice celery/stop-timeout deploy/worker/task-definition.yml:7:5',
        'notice logs/awslogs-region deploy/worker/task-definition.yml:19:9',
        'notice logs/awslogs-stream-prefix deploy/worker/task-definition.yml:19:9',
      ]);
    }));

  test('comes out ready to be registered', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, image: `amply-backend@${DIGEST}` });
      const image = `${REGISTRY}/amply-backend@${DIGEST}`;
      const { api, worker, beat } = paths(run);
      const logs = (group: string, prefix: string) => ({
        logDriver: 'awslogs',
        options: { 'awslogs-group': group, 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': prefix },
      });
      const fargate = {
        executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
      };
      const secret = (name: string) =>
        expect.stringMatching(new RegExp(`^arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-\\w{6}$`));
      expect(await job.definition(api)).toMatchObject({
        ...fargate,
        family: 'amply-api',
        cpu: '512',
        memory: '1024',
        containerDefinitions: [
          {
            name: 'api',
            image,
            secrets: [
              { name: 'DATABASE_URL', valueFrom: secret('amply/database-url') },
              { name: 'STRIPE_SECRET_KEY', valueFrom: secret('amply/stripe-secret') },
            ],
            logConfiguration: logs('/ecs/amply-api', 'api'),
            healthCheck: { interval: 30, timeout: 5, retries: 3, startPeriod: 60 },
          },
        ],
      });
      expect(await job.definition(worker)).toMatchObject({
        ...fargate,
        family: 'amply-worker',
        containerDefinitions: [{ name: 'worker', image, logConfiguration: logs('/ecs/amply-worker', 'worker') }],
      });
      expect(await job.definition(beat)).toMatchObject({
        ...fargate,
        family: 'amply-beat',
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          { name: 'beat', image, stopTimeout: 10, logConfiguration: logs('/ecs/amply-beat', 'beat') },
        ],
      });
    }));

  test('AWS accepts every one of its files as it is', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, image: 'amply-backend:v1' });
      for (const path of Object.values(paths(run))) {
        const answer = job.home.call('ecs:RegisterTaskDefinition', await job.definition(path));
        expect(answer).toMatchObject({ taskDefinition: { revision: 1, status: 'ACTIVE' } });
      }
    }));

  test('gives the same bytes at the same paths, every time', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const one = await job.render({ ...STACK, image: 'amply-backend:v1' });
      const written = await job.written();
      const two = await job.render({ ...STACK, image: 'amply-backend:v1' });
      // The name of the directory is made of the bytes.
      expect(two.outputs).toEqual(one.outputs);
      expect(await job.written()).toEqual(written);
      expect(written).toHaveLength(3);
    }));

  test('with another image nothing is written over', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const one = await job.render({ ...STACK, image: 'amply-backend:v1' });
      const before = await imagesOf(one, job);
      await job.render({ ...STACK, image: 'amply-backend:v2' });
      expect(await imagesOf(one, job)).toEqual(before);
      expect(await job.written()).toHaveLength(6);
    }));
});

describe('the image of a deploy', () => {
  const resolved = expect.stringMatching(
    new RegExp(`^${REGISTRY.replaceAll('.', '\\.')}/amply-backend@sha256:[0-9a-f]{64}$`),
  );
  test.each<{ name: string; image?: string; expected: unknown; asks: string[] }>([
    {
      name: 'as image-ref',
      image: `amply-backend@${DIGEST}`,
      expected: `${REGISTRY}/amply-backend@${DIGEST}`,
      asks: ['sts:GetCallerIdentity'],
    },
    {
      name: 'by repository and tag',
      image: 'amply-backend:v1',
      expected: resolved,
      asks: ['ecr:BatchGetImage', 'sts:GetCallerIdentity'],
    },
    {
      name: 'as a full reference with a tag',
      image: `${REGISTRY}/amply-backend:v1`,
      expected: resolved,
      asks: ['ecr:BatchGetImage'],
    },
    {
      name: 'as a full reference by digest',
      image: `${REGISTRY}/amply-backend@${DIGEST}`,
      expected: `${REGISTRY}/amply-backend@${DIGEST}`,
      asks: [],
    },
    {
      name: "of another repository in place of the stack's",
      image: `ghcr.io/amply/backend@${DIGEST}`,
      expected: `ghcr.io/amply/backend@${DIGEST}`,
      asks: [],
    },
    {
      name: 'is the digest that the tag of the files has now, when none is given',
      expected: resolved,
      asks: ['ecr:BatchGetImage', 'sts:GetCallerIdentity'],
    },
  ])('$name', ({ image, expected, asks }) =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, ...(image !== undefined && { image }) });
      expect(run.exitCode).toBe(0);
      expect(await imagesOf(run, job)).toEqual({ api: expected, worker: expected, beat: expected });
      const asked = run.calls.filter((call) => /^(ecr|sts):/.test(call)).toSorted();
      expect(asked).toEqual(asks);
    }),
  );

  test('stays a tag, with a notice, where its digest may not be read', () =>
    inAJob({ files: seedFiles(), scenario: { denied: ['ecr:BatchGetImage'] } }, async (job) => {
      const run = await job.render({ ...STACK, image: 'amply-backend:v1' });
      expect(run.exitCode).toBe(0);
      expect(run.found).toContain('notice aws/denied');
      expect(await imagesOf(run, job)).toMatchObject({ beat: `${REGISTRY}/amply-backend:v1` });
    }));
});

describe('one service of a stack', () => {
  test.each(['worker', 'amply-worker'])('is selected as %s, and is the output task-definition too', (services) =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, services, image: 'amply-backend:v1' });
      expect(paths(run)).toEqual({ worker: run.outputs['task-definition'] });
      expect(await job.definition(run.outputs['task-definition'])).toMatchObject({ family: 'amply-worker' });
    }),
  );

  test('of several there is no single path', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({ ...STACK, services: 'api, beat', image: 'amply-backend:v1' });
      expect(Object.keys(paths(run))).toEqual(['api', 'beat']);
      expect(run.outputs).not.toHaveProperty('task-definition');
    }));

  test('may get what the inputs say besides', () =>
    inAJob({ files: seedFiles() }, async (job) => {
      const run = await job.render({
        ...STACK,
        services: 'worker',
        image: 'amply-backend:v1',
        'environment-variables': 'QUEUE=mail\n!ENVIRONMENT',
        secrets: 'STRIPE=arn:aws:secretsmanager:...:amply/stripe-secret',
        cpu: '1024',
        memory: '2 GB',
        family: 'amply-mail',
        'task-role-arn': 'amply-task',
        tags: 'team=mail',
        'output-file': 'build/mail.json',
      });
      expect(run.exitCode).toBe(0);
      expect(run.outputs['task-definition']).toBe(`${job.workspace}/build/mail.json`);
      expect(await job.definition(run.outputs['task-definition'])).toMatchObject({
        family: 'amply-mail',
        cpu: '1024',
        memory: '2048',
        taskRoleArn: 'arn:aws:iam::123456789012:role/amply-task',
        tags: [{ key: 'team', value: 'mail' }],
        containerDefinitions: [
          {
            environment: [{ name: 'QUEUE', value: 'mail' }],
            secrets: [
              { name: 'DATABASE_URL' },
              { name: 'STRIPE', valueFrom: expect.stringMatching(/:123456789012:secret:amply\/stripe-secret-/) },
            ],
          },
        ],
      });
    }));

  test('may have its container named, of whatever repository', () =>
    inAJob(
      {
        files: seedFiles([
          'beat/task-definition.yml',
          'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest',
          'example.com/beat:1',
        ]),
      },
      async (job) => {
        const run = await job.render({
          ...STACK,
          services: 'beat',
          'container-name': 'beat',
          image: `amply-backend@${DIGEST}`,
        });
        expect(run.exitCode).toBe(0);
        expect(await imagesOf(run, job)).toEqual({ beat: `${REGISTRY}/amply-backend@${DIGEST}` });
      },
    ));
});

describe('an environment', () => {
  /** The staging environment's account: what the files name exists in its region as well. */
  function withStaging<T>(files: Record<string, string>, work: (job: Job) => Promise<T>): Promise<T> {
    return inAJob({ files }, (job) => {
      seedSurroundings(job.region('eu-west-1').world);
      return work(job);
    });
  }

  test('in another region takes the files along: the awslogs-region of the base is rewritten, with a notice', () =>
    withStaging(seedFiles(), async (job) => {
      const run = await job.render({ ...STACK, environment: 'staging', image: `amply-backend@${DIGEST}` });
      expect(run.exitCode).toBe(0);
      const moved = run.annotations.filter(({ title }) => title.startsWith('environment/'));
      expect(moved).toMatchObject([{ severity: 'notice', at: 'deploy/api/task-definition.yml:24:25' }]);
      expect(moved[0]?.message).toContain('eu-west-1');
      for (const path of Object.values(paths(run))) {
        const text = JSON.stringify(await job.definition(path));
        expect(text).not.toContain('eu-central-1');
        expect(text).toContain('"awslogs-region":"eu-west-1"');
        expect(text).toContain(`123456789012.dkr.ecr.eu-west-1.amazonaws.com/amply-backend@${DIGEST}`);
      }
      expect(job.home.requests).toEqual([]);
    }));

  const REGION = ['api/task-definition.yml', 'awslogs-region: eu-central-1', 'awslogs-region: us-east-1'] as const;
  const CLUSTER = ['worker/service.yml', 'desiredCount: 2', 'desiredCount: 2\ncluster: amply-prod'] as const;
  const ACCOUNT = [
    'worker/service.yml',
    'desiredCount: 2',
    'desiredCount: 2\nloadBalancers: [{ targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:999999999999:targetgroup/a/0123456789abcdef", containerName: worker, containerPort: 80 }]',
  ] as const;
  const SECRET = [
    'worker/task-definition.yml',
    'arn:aws:secretsmanager:...:amply/database-url',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url-AbCdEf',
  ] as const;
  test.each<{ name: string; edit: readonly [string, string, string]; at: RegExp }>([
    { name: 'another region', edit: REGION, at: /^deploy\/api\/task-definition\.yml:24:/ },
    { name: "the base's cluster", edit: CLUSTER, at: /^deploy\/worker\/service\.yml:3:/ },
    { name: 'another account', edit: ACCOUNT, at: /^deploy\/worker\/service\.yml:3:/ },
    { name: "a secret in the base's region", edit: SECRET, at: /^deploy\/worker\/task-definition\.yml:15:/ },
  ])('is stopped at a file that names $name', ({ edit, at }) =>
    withStaging(seedFiles(edit), async (job) => {
      const run = await job.render({ ...STACK, environment: 'staging', image: `amply-backend@${DIGEST}` });
      const errors = run.annotations.filter(({ severity }) => severity === 'error');
      expect(run.exitCode).toBe(1);
      expect(errors).not.toEqual([]);
      for (const error of errors) {
        expect(error.title).toMatch(/^environment\//);
        expect(error.at).toMatch(at);
      }
      expect(await job.written()).toEqual([]);
    }),
  );
});

test('variables fill the files, never those of the process', () =>
  inAJob(
    { files: seedFiles(['beat/task-definition.yml', 'family: amply-beat', 'family: ${PREFIX}-beat']) },
    async (job) => {
      const given = { ...STACK, services: 'beat', image: 'amply-backend:v1' };
      const run = await job.render({ ...given, variables: 'PREFIX=amply-x' });
      expect(await job.definition(run.outputs['task-definition'])).toMatchObject({ family: 'amply-x-beat' });
      expect(await job.render(given, { PREFIX: 'from-outside' })).toMatchObject({ exitCode: 1 });
    },
  ));

test('aws-region wins over that of stack.yml', () =>
  inAJob({ files: seedFiles(['api/task-definition.yml', 'awslogs-region: eu-central-1', '']) }, async (job) => {
    seedSurroundings(job.region('eu-north-1').world);
    const run = await job.render({
      ...STACK,
      'aws-region': 'eu-north-1',
      services: 'worker',
      image: `amply-backend@${DIGEST}`,
    });
    expect(run.exitCode).toBe(0);
    expect(await imagesOf(run, job)).toEqual({
      worker: `123456789012.dkr.ecr.eu-north-1.amazonaws.com/amply-backend@${DIGEST}`,
    });
  }));
