import { expect, test } from '@jest/globals';
import { inAJob } from '../../actions/render-task-def/test/a-job.ts';
import { aContainer, aDefinition, aFile } from '../../actions/render-task-def/test/definitions.ts';
import { inEachWay } from './ways.ts';

/**
 * What amazon-ecs-render-task-definition (1.9) does with each of its inputs, as its README and action.yml have it. It calls
 * AWS only for a definition that is registered, and checks next to nothing.
 */
interface Row {
  /** The official input. */
  readonly input: string;
  readonly fact: string;
  readonly given: Readonly<Record<string, string>>;
  /** Fields of the file. */
  readonly file?: object;
  /** Fields of the container that is rendered, or of the task. */
  readonly container?: object;
  readonly task?: object;
}

const ROLE = 'arn:aws:iam::123456789012:role/shop';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/db';
const withContainer = (fields: object) => ({ containerDefinitions: [aContainer(fields)] });

const ROWS: readonly Row[] = [
  {
    input: 'task-definition',
    fact: 'what nothing sets stays',
    given: {},
    file: withContainer({ cpu: 10 }),
    container: { cpu: 10 },
  },
  {
    input: 'container-name',
    fact: 'names the container',
    given: { 'container-name': 'web' },
    container: { image: 'nginx:1.28' },
  },
  {
    input: 'container-name',
    fact: 'may be several, with commas',
    given: { 'container-name': 'web,beat' },
    file: { containerDefinitions: [aContainer({ name: 'beat' }), aContainer()] },
    container: { name: 'beat', image: 'nginx:1.28' },
  },
  {
    input: 'image',
    fact: 'is set as it is',
    given: { image: '<IMAGE>' },
    file: withContainer({ image: '<IMAGE>' }),
    container: { image: '<IMAGE>' },
  },
  {
    input: 'environment-variables',
    fact: 'are split at the first =, replaced or added',
    given: { 'environment-variables': 'A=1=2\n\nB=' },
    file: withContainer({ environment: [{ name: 'A', value: '0' }] }),
    container: {
      environment: [
        { name: 'A', value: '1=2' },
        { name: 'B', value: '' },
      ],
    },
  },
  {
    input: 'env-files',
    fact: 'replace those that are there',
    given: { 'env-files': 'arn:aws:s3:::bucket/shop.env' },
    container: { environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/shop.env' }] },
  },
  {
    input: 'secrets',
    fact: 'are passed on: an ARN without its random suffix, a name of a parameter',
    given: { secrets: `DB=${SECRET}\nKEY=shop-key\nPASSWORD=${SECRET.replace('shop/db', 'rds!db-1')}:password::` },
    container: {
      secrets: [
        { name: 'DB', valueFrom: SECRET },
        { name: 'KEY', valueFrom: 'shop-key' },
        { name: 'PASSWORD', valueFrom: `${SECRET.replace('shop/db', 'rds!db-1')}:password::` },
      ],
    },
  },
  {
    input: 'command',
    fact: 'is split at blanks; a backslash is itself',
    given: { command: String.raw`artisan --queue=App\Jobs\Mail \d+` },
    container: { command: ['artisan', String.raw`--queue=App\Jobs\Mail`, String.raw`\d+`] },
  },
  {
    input: 'log-configuration-log-driver',
    fact: 'may come before its options',
    given: { 'log-configuration-log-driver': 'awslogs' },
    container: { logConfiguration: { logDriver: 'awslogs' } },
  },
  {
    input: 'log-configuration-options',
    fact: 'are set one by one',
    given: { 'log-configuration-options': 'awslogs-create-group=True\nawslogs-group=/shop' },
    file: withContainer({ logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-region': 'eu-central-1' } } }),
    container: {
      logConfiguration: {
        logDriver: 'awslogs',
        options: { 'awslogs-create-group': 'true', 'awslogs-group': '/shop', 'awslogs-region': 'eu-central-1' },
      },
    },
  },
  {
    input: 'docker-labels',
    fact: 'are set one by one',
    given: { 'docker-labels': 'a=1' },
    container: { dockerLabels: { a: '1' } },
  },
  { input: 'task-role-arn', fact: 'is set', given: { 'task-role-arn': ROLE }, task: { taskRoleArn: ROLE } },
  {
    input: 'execution-role-arn',
    fact: 'is set',
    given: { 'execution-role-arn': ROLE },
    task: { executionRoleArn: ROLE },
  },
  {
    input: 'task-definition-family',
    fact: 'the newest revision is read',
    given: { 'task-definition': '', 'task-definition-family': 'shop' },
    container: { image: 'nginx:1.28' },
  },
  {
    input: 'task-definition-arn',
    fact: 'counts before the family',
    given: {
      'task-definition': '',
      'task-definition-arn': 'arn:aws:ecs:eu-central-1:123456789012:task-definition/shop:1',
      'task-definition-family': 'other',
    },
    container: { image: 'nginx:1.28' },
  },
  {
    input: 'task-definition-revision',
    fact: 'of a family',
    given: { 'task-definition': '', 'task-definition-family': 'shop', 'task-definition-revision': '1' },
    container: { image: 'nginx:1.28' },
  },
  {
    input: 'task-definition',
    fact: 'a definition that a later step completes is passed on',
    given: {},
    file: {
      cpu: undefined,
      memory: undefined,
      family: '<FAMILY>',
      taskRoleArn: '${ROLE}',
      containerDefinitions: [aContainer(), aContainer({ name: 'x', image: '' })],
    },
    task: { family: '<FAMILY>', taskRoleArn: '${ROLE}' },
  },
  {
    input: 'task-definition',
    fact: 'role names are passed on',
    given: {},
    file: { taskRoleArn: 'shop', executionRoleArn: 'shop-execution' },
    task: { taskRoleArn: 'shop', executionRoleArn: 'shop-execution' },
  },
];

test.each(inEachWay(ROWS))('$input: $fact ($how)', ({ given, file, container = {}, task = {}, scenario }) =>
  inAJob({ files: aFile(file) }, async (job) => {
    job.home.call('ecs:RegisterTaskDefinition', aDefinition());
    // A definition that is registered is read: the official action needs the permission for it, too.
    const denied = scenario.denied?.flatMap((pattern) => (pattern === 'ecs:DescribeT*' ? [] : [pattern]));
    const faults = scenario.faults?.filter(({ operation }) => operation !== 'ecs:DescribeT*');
    job.home.changeScenario({ ...(denied && { denied }), ...(faults && { faults }) });
    const run = await job.render({
      'task-definition': 'task.json',
      'container-name': 'web',
      image: 'nginx:1.28',
      ...given,
    });
    expect(run.annotations.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(run.exitCode).toBe(0);
    expect(run.calls.filter((call) => call !== 'ecs:DescribeTaskDefinition')).toEqual([]);
    const definition = await job.definition(run.outputs['task-definition']);
    expect(definition).toMatchObject(task);
    expect(definition.containerDefinitions[0]).toMatchObject(container);
  }),
);

test('every input of the official action has a row', () => {
  expect([...new Set(ROWS.map(({ input }) => input))].toSorted()).toEqual([
    ...['command', 'container-name', 'docker-labels', 'env-files', 'environment-variables', 'execution-role-arn'],
    ...['image', 'log-configuration-log-driver', 'log-configuration-options', 'secrets', 'task-definition'],
    ...['task-definition-arn', 'task-definition-family', 'task-definition-revision', 'task-role-arn'],
  ]);
});
