import { expect, test } from '@jest/globals';
import { inAJob } from './a-job.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

/** Something wrong in a file, and the errors that say so at their places: these and no others. */
interface Wrong {
  readonly what: string;
  readonly given: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly errors: readonly (readonly [rule: string, firstLine: string, at?: string])[];
}

const STACK = { stack: 'deploy/stack.yml', image: 'amply-backend:v1' };

/** The api of the seed's stack with that in its task definition, in the place of a line. */
const api = (from: string, to: string) => ({
  given: STACK,
  files: seedFiles(['api/task-definition.yml', from, to]),
});
const more = (line: string) => api('    portMappings:', `    ${line}\n    portMappings:`);
const inStack = (from: string, to: string) => ({ given: STACK, files: seedFiles(['stack.yml', from, to]) });

const CASES: readonly Wrong[] = [
  {
    what: 'a port that there is not',
    ...api('containerPort: 8000', 'containerPort: 70000'),
    errors: [
      [
        'task-definition/port',
        'containerPort must be from 1 to 65535, got 70000.',
        'deploy/api/task-definition.yml:11:24',
      ],
    ],
  },
  {
    what: 'a container that waits for nobody',
    ...more('dependsOn: [{ containerName: db, condition: START }]'),
    errors: [
      [
        'task-definition/depends-on',
        'The container api depends on db, but there is no container of that name.',
        'deploy/api/task-definition.yml:10:34',
      ],
    ],
  },
  {
    what: 'a mount of no volume',
    ...more('mountPoints: [{ sourceVolume: data, containerPath: /data }]'),
    errors: [
      [
        'task-definition/volume',
        'The container api mounts the volume data, but there is none of that name.',
        'deploy/api/task-definition.yml:10:35',
      ],
    ],
  },
  {
    what: 'a variable that is also a secret',
    ...api('name: ENVIRONMENT', 'name: DATABASE_URL'),
    errors: [
      [
        'task-definition/variable-and-secret',
        'The container api has DATABASE_URL both in environment and in secrets.',
        'deploy/api/task-definition.yml:13:15',
      ],
    ],
  },
  {
    what: 'five minutes to stop',
    ...more('stopTimeout: 300'),
    errors: [
      [
        'task-definition/stop-timeout',
        'stopTimeout of the container api must be from 2 to 120 seconds on Fargate, got 300.',
        'deploy/api/task-definition.yml:10:18',
      ],
    ],
  },
  {
    what: 'a container with more memory than the task',
    ...more('memory: 2048'),
    errors: [
      [
        'task-definition/container-memory',
        'The container api may use 2048 MiB, but the task has 1024 MiB.',
        'deploy/api/task-definition.yml:10:13',
      ],
    ],
  },
  {
    what: 'EFS on Windows',
    ...api(
      'memory: 1024  # 1 GB',
      'memory: 2048\nruntimePlatform: { operatingSystemFamily: WINDOWS_SERVER_2022_CORE }\nvolumes: [{ name: e, efsVolumeConfiguration: { fileSystemId: fs-12345678 } }]',
    ),
    errors: [
      [
        'task-definition/cpu',
        'Fargate has no tasks of 512 CPU units for Windows.',
        'deploy/api/task-definition.yml:3:6',
      ],
      [
        'task-definition/platform',
        'EFS is not supported for Windows on Fargate.',
        'deploy/api/task-definition.yml:6:46',
      ],
    ],
  },
  {
    what: 'a key twice',
    ...api('family: amply-api', 'family: amply-api\nfamily: amply'),
    errors: [
      ['files/duplicate-key', 'Duplicate key family: line 2 has it already.', 'deploy/api/task-definition.yml:3:1'],
    ],
  },
  {
    what: 'a tab before a key',
    ...api('    image:', '\timage:'),
    errors: [
      [
        'files/tab-indent',
        'A tab indents this line; YAML allows only spaces there.',
        'deploy/api/task-definition.yml:8:1',
      ],
    ],
  },
  {
    what: 'variables as a map of lists',
    ...api('      - name: ENVIRONMENT\n        value: production', '      ENVIRONMENT: [production]'),
    errors: [
      [
        'task-definition/type',
        'containerDefinitions[0].environment must be a list of maps, but is a map.',
        'deploy/api/task-definition.yml:13:7',
      ],
    ],
  },
  {
    what: 'a log group that is not to be created',
    ...api('awslogs-stream-prefix: api', 'awslogs-stream-prefix: api\n        awslogs-create-group: "false"'),
    errors: [
      [
        'logs/awslogs-create-group',
        'awslogs-create-group must be "true" or absent, got "false": AWS refuses any other value.',
        'deploy/api/task-definition.yml:26:31',
      ],
    ],
  },
  {
    what: 'a file for a container that there is not',
    ...inStack('containers: { api: api', 'containers: { app: api'),
    errors: [
      [
        'task-definition/unknown-container',
        'stack.yml merges this file into the container app, but the task definition has no container of that name.',
        'deploy/api/health-check.yml:2:1',
      ],
    ],
  },
  {
    what: 'a variable with a misspelt default',
    ...api('value: production', 'value: ${STAGE:production}'),
    errors: [['files/variable-syntax', 'Invalid variable reference.', 'deploy/api/task-definition.yml:14:16']],
  },
  {
    what: 'a service that comes after itself',
    ...inStack('after: [worker]', 'after: [beat]'),
    errors: [['stack/cycle', 'These services wait for each other: beat -> beat.', 'deploy/stack.yml:35:12']],
  },
];

test.each(CASES.map((wrong) => [wrong.what, wrong] as const))(
  '%s is reported at its place, and nothing is written',
  async (_, { given, files, errors }) => {
    await inAJob({ files: { ...seedFiles(), ...files } }, async (job) => {
      const run = await job.render(given);
      const found = run.annotations.filter(({ severity }) => severity === 'error');
      const shown = found.map(({ title, message, at }) => {
        const line = message.split('\n')[0] ?? '';
        return at === undefined ? [title, line] : [title, line, at];
      });
      expect(shown).toEqual(errors);
      expect(run).toMatchObject({ exitCode: 1, outputs: { status: 'failed', changed: 'false' } });
      expect(run.calls.filter((call) => !/:(BatchGet|Describe|Get|List)/.test(call))).toEqual([]);
      expect(await job.written()).toEqual([]);
    });
  },
);
