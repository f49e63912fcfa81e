import { Diagnostics, type JsonObject } from '@fargate-actions/files';
import { describe, expect, test } from '@jest/globals';
import {
  aContainer,
  aFile,
  anEc2TaskDefinition,
  aTaskDefinition,
  placesOf,
  rulesOf,
  withContainer,
} from '../testing/task-definitions.ts';
import type { Mode } from './subject.ts';
import { validateTaskDefinition } from './validate.ts';

function validated(definition: JsonObject | string, mode: Mode = 'fargate', finished?: readonly string[]): Diagnostics {
  const diagnostics = new Diagnostics();
  validateTaskDefinition(aFile(definition), { mode, ...(finished && { finishedContainers: finished }) }, diagnostics);
  return diagnostics;
}

interface Case {
  readonly name: string;
  readonly definition: JsonObject;
  readonly found?: readonly string[];
  readonly mode?: Mode;
}

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('$name', ({ definition, found = [], mode }) => {
      expect(rulesOf(validated(definition, mode))).toEqual(found);
    });
  });
}

const TYPE = ['error task-definition/type'];
const PLACEHOLDER = ['error task-definition/placeholder'];

table('sizes of tasks', [
  { name: '256 with 512', definition: aTaskDefinition({ cpu: '256', memory: '512' }) },
  { name: '256 with 2048', definition: aTaskDefinition({ cpu: '256', memory: '2048' }) },
  {
    name: '256 with 3072',
    definition: aTaskDefinition({ cpu: '256', memory: '3072' }),
    found: ['error task-definition/memory'],
  },
  {
    name: '256 with 1536',
    definition: aTaskDefinition({ cpu: '256', memory: '1536' }),
    found: ['error task-definition/memory'],
  },
  { name: '512 with 1024', definition: aTaskDefinition({ cpu: '512', memory: '1024' }) },
  {
    name: '512 with 512',
    definition: aTaskDefinition({ cpu: '512', memory: '512' }),
    found: ['error task-definition/memory'],
  },
  { name: '512 with 4096', definition: aTaskDefinition({ cpu: '512', memory: '4096' }) },
  {
    name: '512 with 5120',
    definition: aTaskDefinition({ cpu: '512', memory: '5120' }),
    found: ['error task-definition/memory'],
  },
  { name: '1024 with 2048', definition: aTaskDefinition({ cpu: '1024', memory: '2048' }) },
  {
    name: '1024 with 2500',
    definition: aTaskDefinition({ cpu: '1024', memory: '2500' }),
    found: ['error task-definition/memory'],
  },
  { name: '2048 with 16384', definition: aTaskDefinition({ cpu: '2048', memory: '16384' }) },
  {
    name: '2048 with 17408',
    definition: aTaskDefinition({ cpu: '2048', memory: '17408' }),
    found: ['error task-definition/memory'],
  },
  { name: '4096 with 30720', definition: aTaskDefinition({ cpu: '4096', memory: '30720' }) },
  {
    name: '4096 with 7168',
    definition: aTaskDefinition({ cpu: '4096', memory: '7168' }),
    found: ['error task-definition/memory'],
  },
  { name: '8192 with 20480', definition: aTaskDefinition({ cpu: '8192', memory: '20480' }) },
  {
    name: '8192 with 17408',
    definition: aTaskDefinition({ cpu: '8192', memory: '17408' }),
    found: ['error task-definition/memory'],
  },
  { name: '16384 with 122880', definition: aTaskDefinition({ cpu: '16384', memory: '122880' }) },
  {
    name: '16384 with 36864',
    definition: aTaskDefinition({ cpu: '16384', memory: '36864' }),
    found: ['error task-definition/memory'],
  },
  { name: '32768 with 249856', definition: aTaskDefinition({ cpu: '32768', memory: '249856' }) },
  {
    name: '32768 with 131072',
    definition: aTaskDefinition({ cpu: '32768', memory: '131072' }),
    found: ['error task-definition/memory'],
  },
  { name: 'no such cpu', definition: aTaskDefinition({ cpu: '300' }), found: ['error task-definition/cpu'] },
  { name: 'no cpu', definition: aTaskDefinition({ cpu: undefined }), found: ['error task-definition/cpu'] },
  { name: 'no memory', definition: aTaskDefinition({ memory: undefined }), found: ['error task-definition/memory'] },
  { name: 'no size', definition: aTaskDefinition({ cpu: 'half' }), found: ['error task-definition/cpu'] },
  {
    name: 'Windows with a whole vCPU',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
  },
  {
    name: 'Windows with half a vCPU',
    definition: aTaskDefinition({ runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
    found: ['error task-definition/cpu'],
  },
  {
    name: 'Windows with 32 vCPUs',
    definition: aTaskDefinition({
      cpu: '32768',
      memory: '61440',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
    found: ['error task-definition/cpu'],
  },
  { name: 'EC2: any pair', definition: anEc2TaskDefinition({ cpu: '300', memory: '777' }), mode: 'as-declared' },
  { name: 'EC2: none at all', definition: anEc2TaskDefinition(), mode: 'as-declared' },
]);

table('sizes of containers', [
  { name: 'as much as the task', definition: withContainer({ cpu: 512, memory: 1024 }) },
  {
    name: 'more cpu than the task',
    definition: withContainer({ cpu: 513 }),
    found: ['error task-definition/container-cpu'],
  },
  {
    name: 'more memory than the task',
    definition: withContainer({ memory: 1025 }),
    found: ['error task-definition/container-memory'],
  },
  { name: 'memory above its reservation', definition: withContainer({ memory: 513, memoryReservation: 512 }) },
  {
    name: 'memory not above its reservation',
    definition: withContainer({ memory: 512, memoryReservation: 512 }),
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'more memory together than the task',
    definition: aTaskDefinition({
      containerDefinitions: [aContainer({ memory: 600 }), aContainer({ name: 'proxy', memory: 600 })],
    }),
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'EC2: no memory anywhere',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer()] }),
    mode: 'as-declared',
    found: ['error task-definition/container-memory'],
  },
  {
    name: 'EC2: memory of the task',
    definition: anEc2TaskDefinition({ memory: '512', containerDefinitions: [aContainer()] }),
    mode: 'as-declared',
  },
]);

table('storage', [
  { name: '21 GiB', definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 21 } }) },
  { name: '200 GiB', definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 200 } }) },
  {
    name: '20 GiB',
    definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 20 } }),
    found: ['error task-definition/ephemeral-storage'],
  },
  {
    name: '201 GiB',
    definition: aTaskDefinition({ ephemeralStorage: { sizeInGiB: 201 } }),
    found: ['error task-definition/ephemeral-storage'],
  },
]);

table('names and numbers of containers', [
  { name: 'a family of 255 letters', definition: aTaskDefinition({ family: 'a'.repeat(255) }) },
  {
    name: 'a family of 256 letters',
    definition: aTaskDefinition({ family: 'a'.repeat(256) }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a family with a dot',
    definition: aTaskDefinition({ family: 'shop.api' }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a family with a revision',
    definition: aTaskDefinition({ family: 'shop:3' }),
    found: ['error task-definition/family'],
  },
  {
    name: 'a container with a blank',
    definition: withContainer({ name: 'my api' }),
    found: ['error task-definition/container-name'],
  },
  { name: 'a container with capitals, digits, - and _', definition: withContainer({ name: 'My-api_2' }) },
  {
    name: 'two containers of one name',
    definition: aTaskDefinition({ containerDefinitions: [aContainer(), aContainer()] }),
    found: ['error task-definition/duplicate-container'],
  },
  { name: 'ten containers', definition: aTaskDefinition({ containerDefinitions: someContainers(10) }) },
  {
    name: 'eleven containers',
    definition: aTaskDefinition({ containerDefinitions: someContainers(11) }),
    found: ['error task-definition/containers'],
  },
  {
    name: 'no container',
    definition: aTaskDefinition({ containerDefinitions: [] }),
    found: ['error task-definition/containers'],
  },
  {
    name: 'none essential',
    definition: withContainer({ essential: false }),
    found: ['error task-definition/essential'],
  },
  {
    name: 'one of two essential by default',
    definition: aTaskDefinition({
      containerDefinitions: [aContainer(), aContainer({ name: 'init', essential: false })],
    }),
  },
]);

function someContainers(count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, index) => aContainer({ name: `c${index}` }));
}

const AWSLOGS = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/shop', 'awslogs-region': 'eu-central-1', 'awslogs-stream-prefix': 'api' },
};
const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1';
const SECRET = {
  name: 'TOKEN',
  valueFrom: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/token-AbCdEf',
};

function withoutRole(container: Readonly<Record<string, unknown>>): JsonObject {
  return aTaskDefinition({ executionRoleArn: undefined, containerDefinitions: [aContainer(container)] });
}

table('roles', [
  { name: 'a name', definition: aTaskDefinition({ taskRoleArn: 'shop-task', executionRoleArn: 'shop-execution' }) },
  { name: 'an abbreviated ARN', definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::...:role/shop' }) },
  {
    name: 'an ARN with a path in China',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws-cn:iam::123456789012:role/team/shop' }),
  },
  {
    name: 'an ARN of the European sovereign cloud',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws-eusc:iam::123456789012:role/shop' }),
  },
  {
    name: 'an ARN of a user',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::123456789012:user/shop' }),
    found: ['error task-definition/role'],
  },
  {
    name: 'a sentence',
    definition: aTaskDefinition({ executionRoleArn: 'the role of the shop' }),
    found: ['error task-definition/role'],
  },
  { name: 'no execution role where nothing needs it', definition: withoutRole({}) },
  { name: 'none for ECR', definition: withoutRole({ image: ECR }), found: ['error task-definition/execution-role'] },
  { name: 'none for the public ECR', definition: withoutRole({ image: 'public.ecr.aws/nginx/nginx:1.27' }) },
  {
    name: 'none for awslogs',
    definition: withoutRole({ logConfiguration: AWSLOGS }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for secrets',
    definition: withoutRole({ secrets: [SECRET] }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for registry credentials',
    definition: withoutRole({ repositoryCredentials: { credentialsParameter: SECRET.valueFrom } }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for secrets of the log driver',
    definition: withoutRole({
      logConfiguration: {
        logDriver: 'splunk',
        options: { 'splunk-url': 'https://splunk' },
        secretOptions: [{ ...SECRET, name: 'splunk-token' }],
      },
    }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'none for environment files',
    definition: withoutRole({ environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::bucket/a.env' }] }),
    found: ['error task-definition/execution-role'],
  },
  {
    name: 'EC2: none for ECR and awslogs',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, image: ECR, logConfiguration: AWSLOGS })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'EC2: none for secrets',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, secrets: [SECRET] })] }),
    mode: 'as-declared',
    found: ['error task-definition/execution-role'],
  },
]);

function withValueFrom(valueFrom: unknown): JsonObject {
  return withContainer({ secrets: [{ name: 'TOKEN', valueFrom }] });
}
const BAD_SECRET = ['error task-definition/secret'];

table('secrets', [
  { name: 'a full ARN', definition: withValueFrom(SECRET.valueFrom) },
  { name: 'a key of it', definition: withValueFrom(`${SECRET.valueFrom}:password::`) },
  { name: 'a version of it', definition: withValueFrom(`${SECRET.valueFrom}::AWSPREVIOUS:`) },
  {
    name: 'a key without the other colons',
    definition: withValueFrom(`${SECRET.valueFrom}:password`),
    found: BAD_SECRET,
  },
  { name: 'a colon too many', definition: withValueFrom(`${SECRET.valueFrom}:password:::`), found: BAD_SECRET },
  { name: 'an abbreviated ARN', definition: withValueFrom('arn:aws:secretsmanager:...:shop/token') },
  {
    name: 'a key of an abbreviated ARN',
    definition: withValueFrom('arn:aws:secretsmanager:...:secret:shop/token:password::'),
  },
  {
    name: 'an abbreviated ARN of nothing',
    definition: withValueFrom('arn:aws:secretsmanager:...:'),
    found: BAD_SECRET,
  },
  {
    name: 'an ARN in GovCloud',
    definition: withValueFrom('arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:token-AbCdEf'),
  },
  {
    name: 'an ARN without a region',
    definition: withValueFrom('arn:aws:secretsmanager::123456789012:secret:token'),
    found: BAD_SECRET,
  },
  {
    name: 'a parameter by ARN',
    definition: withValueFrom('arn:aws:ssm:eu-central-1:123456789012:parameter/shop/token'),
  },
  { name: 'a parameter by name', definition: withValueFrom('/shop/token') },
  { name: 'a parameter by a name without levels', definition: withValueFrom('shop_token') },
  { name: 'a parameter by a wrong name', definition: withValueFrom('shop/token'), found: BAD_SECRET },
  { name: 'an ARN of a bucket', definition: withValueFrom('arn:aws:s3:::bucket/token'), found: BAD_SECRET },
  { name: 'a value instead of a place', definition: withValueFrom('hunter2 is my password!'), found: BAD_SECRET },
  {
    name: 'two of one name',
    definition: withContainer({ secrets: [SECRET, SECRET] }),
    found: ['error task-definition/duplicate-secret'],
  },
  {
    name: 'no name',
    definition: withContainer({ secrets: [{ valueFrom: SECRET.valueFrom }] }),
    found: ['error task-definition/required'],
  },
]);

function withOptions(options: Readonly<Record<string, unknown>>, logDriver = 'awslogs'): JsonObject {
  return withContainer({ logConfiguration: { logDriver, options } });
}

table('logging', [
  { name: 'awslogs', definition: withOptions(AWSLOGS.options) },
  {
    name: 'no group',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': undefined }),
    found: ['error logs/awslogs-group'],
  },
  {
    name: 'a group with a blank',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': 'my logs' }),
    found: ['error logs/awslogs-group'],
  },
  {
    name: 'no region',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-region': undefined }),
    found: ['error logs/awslogs-region'],
  },
  {
    name: 'no stream prefix',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-stream-prefix': undefined }),
    found: ['error logs/awslogs-stream-prefix'],
  },
  {
    name: 'EC2: no stream prefix',
    definition: anEc2TaskDefinition({
      containerDefinitions: [
        aContainer({
          memory: 64,
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': 'a', 'awslogs-region': 'eu-central-1' },
          },
        }),
      ],
    }),
    mode: 'as-declared',
  },
  { name: 'a date format', definition: withOptions({ ...AWSLOGS.options, 'awslogs-datetime-format': '%Y-%m-%d' }) },
  {
    name: 'a date format and a pattern',
    definition: withOptions({
      ...AWSLOGS.options,
      'awslogs-datetime-format': '%Y',
      'awslogs-multiline-pattern': '^INFO',
    }),
    found: ['error logs/awslogs-multiline'],
  },
  { name: 'creates the group', definition: withOptions({ ...AWSLOGS.options, 'awslogs-create-group': 'true' }) },
  {
    name: 'creates the group, perhaps',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-create-group': 'yes' }),
    found: ['error logs/awslogs-create-group'],
  },
  {
    name: 'non-blocking',
    definition: withOptions({ ...AWSLOGS.options, mode: 'non-blocking', 'max-buffer-size': '25m' }),
  },
  {
    name: 'a mode of its own',
    definition: withOptions({ ...AWSLOGS.options, mode: 'async' }),
    found: ['error logs/mode'],
  },
  {
    name: 'a buffer without use',
    definition: withOptions({ ...AWSLOGS.options, mode: 'blocking', 'max-buffer-size': '25m' }),
    found: ['warning logs/mode'],
  },
  { name: 'splunk', definition: withOptions({ 'splunk-url': 'https://splunk', 'splunk-token': 'x' }, 'splunk') },
  {
    name: 'splunk without a token',
    definition: withOptions({ 'splunk-url': 'https://splunk' }, 'splunk'),
    found: ['error logs/splunk'],
  },
  { name: 'awsfirelens without a router', definition: withOptions({}, 'awsfirelens'), found: ['error logs/firelens'] },
  {
    name: 'awsfirelens with a router',
    definition: aTaskDefinition({
      containerDefinitions: [
        aContainer({ logConfiguration: { logDriver: 'awsfirelens' } }),
        aContainer({ name: 'router', firelensConfiguration: { type: 'fluentbit' } }),
      ],
    }),
  },
  { name: 'json-file', definition: withOptions({}, 'json-file'), found: ['error logs/driver'] },
  {
    name: 'EC2: json-file',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, logConfiguration: { logDriver: 'json-file' } })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'a typing error',
    definition: withOptions(AWSLOGS.options, 'awslog'),
    found: ['error task-definition/value', 'error logs/driver'],
  },
]);

function withHealthCheck(fields: Readonly<Record<string, unknown>>): JsonObject {
  return withContainer({ healthCheck: { command: ['CMD-SHELL', 'true'], ...fields } });
}
const BAD_HEALTH_CHECK = ['error task-definition/health-check'];

table('health checks', [
  ...(
    [
      ['interval', 5, 300],
      ['timeout', 2, 60],
      ['retries', 1, 10],
      ['startPeriod', 0, 300],
    ] as const
  ).flatMap(([key, least, most]) => [
    { name: `${key} ${least}`, definition: withHealthCheck({ [key]: least }) },
    { name: `${key} ${most}`, definition: withHealthCheck({ [key]: most }) },
    { name: `${key} ${least - 1}`, definition: withHealthCheck({ [key]: least - 1 }), found: BAD_HEALTH_CHECK },
    { name: `${key} ${most + 1}`, definition: withHealthCheck({ [key]: most + 1 }), found: BAD_HEALTH_CHECK },
  ]),
  { name: 'CMD with words', definition: withHealthCheck({ command: ['CMD', 'curl', '-f', 'http://localhost'] }) },
  {
    name: 'CMD with a line',
    definition: withHealthCheck({ command: ['CMD', 'curl -f http://localhost'] }),
    found: ['warning task-definition/health-check'],
  },
  {
    name: 'no CMD',
    definition: withHealthCheck({ command: ['curl', '-f', 'http://localhost'] }),
    found: BAD_HEALTH_CHECK,
  },
  {
    name: 'CMD-SHELL with two texts',
    definition: withHealthCheck({ command: ['CMD-SHELL', 'curl', 'http://localhost'] }),
    found: ['warning task-definition/health-check'],
  },
  { name: 'CMD-SHELL alone', definition: withHealthCheck({ command: ['CMD-SHELL'] }), found: BAD_HEALTH_CHECK },
  { name: 'an empty command', definition: withHealthCheck({ command: [] }), found: BAD_HEALTH_CHECK },
  {
    name: 'no command',
    definition: withHealthCheck({ command: undefined }),
    found: ['error task-definition/required'],
  },
]);

function withPort(...mappings: readonly Readonly<Record<string, unknown>>[]): JsonObject {
  return withContainer({ portMappings: mappings });
}
const BAD_PORT = ['error task-definition/port'];

table('ports', [
  { name: '1', definition: withPort({ containerPort: 1 }) },
  { name: '65535', definition: withPort({ containerPort: 65_535 }) },
  { name: '0', definition: withPort({ containerPort: 0 }), found: BAD_PORT },
  { name: '65536', definition: withPort({ containerPort: 65_536 }), found: BAD_PORT },
  { name: 'none', definition: withPort({ protocol: 'tcp' }), found: BAD_PORT },
  { name: 'the same on the host', definition: withPort({ containerPort: 80, hostPort: 80 }) },
  { name: 'another on the host', definition: withPort({ containerPort: 80, hostPort: 8080 }), found: BAD_PORT },
  { name: 'zero on the host', definition: withPort({ containerPort: 80, hostPort: 0 }), found: BAD_PORT },
  {
    name: 'EC2 with bridge: another on the host',
    definition: anEc2TaskDefinition({
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80, hostPort: 0 }] })],
    }),
    mode: 'as-declared',
  },
  {
    name: 'EC2 with host: another on the host',
    definition: anEc2TaskDefinition({
      networkMode: 'host',
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80, hostPort: 81 }] })],
    }),
    mode: 'as-declared',
    found: BAD_PORT,
  },
  {
    name: 'EC2 with none',
    definition: anEc2TaskDefinition({
      networkMode: 'none',
      containerDefinitions: [aContainer({ memory: 64, portMappings: [{ containerPort: 80 }] })],
    }),
    mode: 'as-declared',
    found: BAD_PORT,
  },
  { name: 'a range', definition: withPort({ containerPortRange: '8000-8010' }) },
  { name: 'a range backwards', definition: withPort({ containerPortRange: '8010-8000' }), found: BAD_PORT },
  {
    name: 'a range and a port',
    definition: withPort({ containerPort: 80, containerPortRange: '8000-8010' }),
    found: BAD_PORT,
  },
  { name: 'a name of 64 letters', definition: withPort({ containerPort: 80, name: 'a'.repeat(64) }) },
  {
    name: 'a name of 65 letters',
    definition: withPort({ containerPort: 80, name: 'a'.repeat(65) }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'a name with capitals',
    definition: withPort({ containerPort: 80, name: 'Http' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'a name that begins with a hyphen',
    definition: withPort({ containerPort: 80, name: '-http' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'one name twice',
    definition: withPort({ containerPort: 80, name: 'web' }, { containerPort: 81, name: 'web' }),
    found: ['error task-definition/port-name'],
  },
  {
    name: 'one port twice',
    definition: withPort({ containerPort: 80 }, { containerPort: 80 }),
    found: ['warning task-definition/port-conflict'],
  },
  {
    name: 'one port for both protocols',
    definition: withPort({ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }),
  },
  {
    name: 'a protocol that AWS takes for tcp',
    definition: withPort({ containerPort: 80, protocol: 'http' }),
    found: ['notice task-definition/unknown-value'],
  },
  {
    name: 'a protocol in capitals',
    definition: withPort({ containerPort: 80, protocol: 'TCP' }),
    found: ['error task-definition/value'],
  },
  { name: 'an application protocol', definition: withPort({ containerPort: 80, name: 'web', appProtocol: 'http2' }) },
]);

function depending(
  dependsOn: readonly (readonly [string, string])[],
  other: Readonly<Record<string, unknown>> = {},
): JsonObject {
  return aTaskDefinition({
    containerDefinitions: [
      aContainer({ dependsOn: dependsOn.map(([containerName, condition]) => ({ containerName, condition })) }),
      aContainer({ name: 'init', ...other }),
    ],
  });
}
const BAD_DEPENDENCY = ['error task-definition/depends-on'];

table('dependencies', [
  { name: 'START', definition: depending([['init', 'START']]) },
  { name: 'an unknown container', definition: depending([['setup', 'START']]), found: BAD_DEPENDENCY },
  { name: 'itself', definition: depending([['api', 'START']]), found: BAD_DEPENDENCY },
  {
    name: 'HEALTHY with a health check',
    definition: depending([['init', 'HEALTHY']], { healthCheck: { command: ['CMD', 'true'] } }),
  },
  { name: 'HEALTHY without one', definition: depending([['init', 'HEALTHY']]), found: BAD_DEPENDENCY },
  { name: 'SUCCESS of one that may end', definition: depending([['init', 'SUCCESS']], { essential: false }) },
  { name: 'SUCCESS of an essential one', definition: depending([['init', 'SUCCESS']]), found: BAD_DEPENDENCY },
  {
    name: 'COMPLETE of an essential one',
    definition: depending([['init', 'COMPLETE']], { essential: true }),
    found: BAD_DEPENDENCY,
  },
  {
    name: 'an unknown condition',
    definition: depending([['init', 'RUNNING']]),
    found: ['error task-definition/value'],
  },
  {
    name: 'a circle',
    definition: depending([['init', 'START']], { dependsOn: [{ containerName: 'api', condition: 'START' }] }),
    found: BAD_DEPENDENCY,
  },
  {
    name: 'a circle of three',
    definition: aTaskDefinition({
      containerDefinitions: [
        aContainer({ name: 'a', dependsOn: [{ containerName: 'b', condition: 'START' }] }),
        aContainer({ name: 'b', dependsOn: [{ containerName: 'c', condition: 'START' }] }),
        aContainer({ name: 'c', dependsOn: [{ containerName: 'a', condition: 'START' }] }),
      ],
    }),
    found: BAD_DEPENDENCY,
  },
]);

const NOT_ON_FARGATE = ['error task-definition/not-on-fargate'];

const EC2_ONLY: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['devices', { linuxParameters: { devices: [{ hostPath: '/dev/fuse' }] } }],
  ['sharedMemorySize', { linuxParameters: { sharedMemorySize: 64 } }],
  ['maxSwap', { linuxParameters: { maxSwap: 64 } }],
  ['swappiness', { linuxParameters: { swappiness: 60 } }],
  ['another capability', { linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } }],
  ['disableNetworking', { disableNetworking: true }],
  ['dnsSearchDomains', { dnsSearchDomains: ['example.com'] }],
  ['dnsServers', { dnsServers: ['10.0.0.2'] }],
  ['dockerSecurityOptions', { dockerSecurityOptions: ['no-new-privileges'] }],
  ['extraHosts', { extraHosts: [{ hostname: 'db', ipAddress: '10.0.0.3' }] }],
  ['a GPU', { resourceRequirements: [{ type: 'GPU', value: '1' }] }],
  ['links', { links: ['db'] }],
  ['privileged', { privileged: true }],
];

table('what Fargate does not have', [
  ...EC2_ONLY.map(([name, fields]) => ({ name, definition: withContainer(fields), found: NOT_ON_FARGATE })),
  ...EC2_ONLY.map(([name, fields]) => ({
    name: `EC2: ${name}`,
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, ...fields })] }),
    mode: 'as-declared' as const,
  })),
  {
    name: 'SYS_PTRACE',
    definition: withContainer({ linuxParameters: { capabilities: { add: ['SYS_PTRACE'], drop: ['ALL'] } } }),
  },
  { name: 'init', definition: withContainer({ linuxParameters: { initProcessEnabled: true } }) },
  { name: 'not privileged', definition: withContainer({ privileged: false, links: [], dnsServers: [] }) },
  { name: 'ipcMode', definition: aTaskDefinition({ ipcMode: 'task' }), found: NOT_ON_FARGATE },
  { name: 'pidMode host', definition: aTaskDefinition({ pidMode: 'host' }), found: NOT_ON_FARGATE },
  { name: 'pidMode task', definition: aTaskDefinition({ pidMode: 'task' }) },
  {
    name: 'placementConstraints',
    definition: aTaskDefinition({ placementConstraints: [{ type: 'memberOf', expression: 'x' }] }),
    found: NOT_ON_FARGATE,
  },
  { name: 'no placementConstraints', definition: aTaskDefinition({ placementConstraints: [] }) },
  {
    name: 'a Docker volume',
    definition: aTaskDefinition({ volumes: [{ name: 'data', dockerVolumeConfiguration: { scope: 'shared' } }] }),
    found: NOT_ON_FARGATE,
  },
  {
    name: 'a directory of the host',
    definition: aTaskDefinition({ volumes: [{ name: 'data', host: { sourcePath: '/data' } }] }),
    found: NOT_ON_FARGATE,
  },
  { name: 'an empty volume', definition: aTaskDefinition({ volumes: [{ name: 'data', host: {} }] }) },
  {
    name: 'networkMode bridge',
    definition: aTaskDefinition({ networkMode: 'bridge' }),
    found: ['error task-definition/network-mode'],
  },
  {
    name: 'no networkMode',
    definition: aTaskDefinition({ networkMode: undefined }),
    found: ['error task-definition/network-mode'],
  },
  {
    name: 'EC2 in a stack for Fargate',
    definition: aTaskDefinition({ requiresCompatibilities: ['EC2'] }),
    found: ['error task-definition/compatibilities'],
  },
  { name: 'EC2 and FARGATE', definition: aTaskDefinition({ requiresCompatibilities: ['EC2', 'FARGATE'] }) },
  {
    name: 'as declared: FARGATE binds',
    definition: withContainer({ privileged: true }),
    mode: 'as-declared',
    found: NOT_ON_FARGATE,
  },
  {
    name: 'as declared: nothing said binds nothing',
    definition: anEc2TaskDefinition({ requiresCompatibilities: undefined, ipcMode: 'host', pidMode: 'host' }),
    mode: 'as-declared',
  },
  { name: 'a hostname', definition: withContainer({ hostname: 'api' }), found: ['error task-definition/network'] },
]);

table('platforms', [
  {
    name: 'ARM64',
    definition: aTaskDefinition({ runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }),
  },
  {
    name: 'ARM',
    definition: aTaskDefinition({ runtimePlatform: { cpuArchitecture: 'ARM' } }),
    found: ['error task-definition/value'],
  },
  {
    name: 'linux',
    definition: aTaskDefinition({ runtimePlatform: { operatingSystemFamily: 'linux' } }),
    found: ['error task-definition/value'],
  },
  {
    name: 'a Windows of tomorrow',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_ETERNITY' },
    }),
    found: ['notice task-definition/unknown-value'],
  },
  {
    name: 'Windows on ARM64',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
    }),
    found: ['error task-definition/platform'],
  },
  {
    name: 'Windows with ulimits',
    definition: aTaskDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
      containerDefinitions: [aContainer({ ulimits: [{ name: 'nofile', softLimit: 1, hardLimit: 2 }] })],
    }),
    found: ['error task-definition/platform'],
  },
]);

table('times', [
  ...(['start', 'stop'] as const).flatMap((verb) => [
    { name: `${verb} 2 s`, definition: withContainer({ [`${verb}Timeout`]: 2 }) },
    { name: `${verb} 120 s`, definition: withContainer({ [`${verb}Timeout`]: 120 }) },
    {
      name: `${verb} 1 s`,
      definition: withContainer({ [`${verb}Timeout`]: 1 }),
      found: [`error task-definition/${verb}-timeout`],
    },
    {
      name: `${verb} 121 s`,
      definition: withContainer({ [`${verb}Timeout`]: 121 }),
      found: [`error task-definition/${verb}-timeout`],
    },
  ]),
  {
    name: 'EC2: stop 300 s',
    definition: anEc2TaskDefinition({ containerDefinitions: [aContainer({ memory: 64, stopTimeout: 300 })] }),
    mode: 'as-declared',
  },
  {
    name: 'restart after 60 s',
    definition: withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 60 } }),
  },
  {
    name: 'restart after 59 s',
    definition: withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } }),
    found: ['error task-definition/restart-policy'],
  },
  {
    name: '51 ignored exit codes',
    definition: withContainer({
      restartPolicy: { enabled: true, ignoredExitCodes: Array.from({ length: 51 }, (_, code) => code) },
    }),
    found: ['error task-definition/restart-policy'],
  },
]);

function withFiles(count: number, value = 'arn:aws:s3:::bucket/shop.env'): JsonObject {
  return withContainer({ environmentFiles: Array.from({ length: count }, () => ({ type: 's3', value })) });
}

table('environment', [
  {
    name: 'variables',
    definition: withContainer({
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '' },
      ],
    }),
  },
  {
    name: 'one variable twice',
    definition: withContainer({
      environment: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    }),
    found: ['warning task-definition/duplicate-variable'],
  },
  {
    name: 'a variable that is a secret too',
    definition: withContainer({ environment: [{ name: 'TOKEN', value: '1' }], secrets: [SECRET] }),
    found: ['error task-definition/variable-and-secret'],
  },
  {
    name: 'a variable without a name',
    definition: withContainer({ environment: [{ value: '1' }] }),
    found: ['error task-definition/required'],
  },
  { name: 'ten files', definition: withFiles(10) },
  { name: 'eleven files', definition: withFiles(11), found: ['error task-definition/environment-files'] },
  {
    name: 'a file that is not in S3',
    definition: withFiles(1, './shop.env'),
    found: ['error task-definition/environment-files'],
  },
  {
    name: 'a bucket',
    definition: withFiles(1, 'arn:aws:s3:::bucket'),
    found: ['error task-definition/environment-files'],
  },
  {
    name: 'a file with another ending',
    definition: withFiles(1, 'arn:aws:s3:::bucket/shop.txt'),
    found: ['warning task-definition/environment-files'],
  },
]);

const EFS = {
  fileSystemId: 'fs-1',
  transitEncryption: 'ENABLED',
  authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' },
};
const BAD_VOLUME = ['error task-definition/volume'];

table('volumes', [
  {
    name: 'mounted',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: EFS }],
      containerDefinitions: [aContainer({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] })],
    }),
  },
  {
    name: 'mounted but not there',
    definition: withContainer({ mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] }),
    found: BAD_VOLUME,
  },
  {
    name: 'of a container that is not there',
    definition: withContainer({ volumesFrom: [{ sourceContainer: 'data' }] }),
    found: BAD_VOLUME,
  },
  { name: 'twice', definition: aTaskDefinition({ volumes: [{ name: 'data' }, { name: 'data' }] }), found: BAD_VOLUME },
  {
    name: 'of two kinds',
    definition: aTaskDefinition({ volumes: [{ name: 'data', configuredAtLaunch: true, efsVolumeConfiguration: EFS }] }),
    found: BAD_VOLUME,
  },
  {
    name: 'two at launch',
    definition: aTaskDefinition({
      volumes: [
        { name: 'a', configuredAtLaunch: true },
        { name: 'b', configuredAtLaunch: true },
      ],
    }),
    found: BAD_VOLUME,
  },
  {
    name: 'an access point and a directory',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: { ...EFS, rootDirectory: '/data' } }],
    }),
    found: BAD_VOLUME,
  },
  {
    name: 'IAM without encryption',
    definition: aTaskDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: { ...EFS, transitEncryption: 'DISABLED' } }],
    }),
    found: BAD_VOLUME,
  },
]);

table('tags', [
  {
    name: 'fifty',
    definition: aTaskDefinition({ tags: Array.from({ length: 50 }, (_, key) => ({ key: `k${key}`, value: '' })) }),
  },
  {
    name: 'fifty-one',
    definition: aTaskDefinition({ tags: Array.from({ length: 51 }, (_, key) => ({ key: `k${key}`, value: '' })) }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'one key twice',
    definition: aTaskDefinition({
      tags: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'a long key',
    definition: aTaskDefinition({ tags: [{ key: 'a'.repeat(129), value: '1' }] }),
    found: ['error task-definition/tag'],
  },
  {
    name: 'a long value',
    definition: aTaskDefinition({ tags: [{ key: 'a', value: 'v'.repeat(257) }] }),
    found: ['error task-definition/tag'],
  },
]);

table('images', [
  { name: 'with a digest', definition: withContainer({ image: `shop@sha256:${'a'.repeat(64)}` }) },
  {
    name: 'with a short digest',
    definition: withContainer({ image: 'shop@sha256:abc' }),
    found: ['error task-definition/image'],
  },
  { name: 'with a port of the registry', definition: withContainer({ image: 'localhost:5000/team/shop:1' }) },
  { name: 'with capitals', definition: withContainer({ image: 'Shop:1' }), found: ['error task-definition/image'] },
  { name: 'with a blank', definition: withContainer({ image: 'shop :1' }), found: ['error task-definition/image'] },
  { name: 'without', definition: withContainer({ image: undefined }), found: ['error task-definition/image'] },
  {
    name: 'an account that is left open',
    definition: withContainer({ image: 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/shop:latest' }),
  },
]);

table('placeholders', [
  ...[
    '<IMAGE1_NAME>',
    '${IMAGE}',
    '{{ image }}',
    '%IMAGE%',
    'IMAGE',
    '__IMAGE__',
    '$IMAGE',
    'repo:${TAG}',
    'REPLACE_ME',
    '$(image)',
  ].map((image) => ({
    name: `the image ${image}`,
    definition: withContainer({ image }),
    found: PLACEHOLDER,
  })),
  { name: 'in the family', definition: aTaskDefinition({ family: '${FAMILY}' }), found: PLACEHOLDER },
  {
    name: 'in a role',
    definition: aTaskDefinition({ taskRoleArn: 'arn:aws:iam::<ACCOUNT>:role/shop' }),
    found: PLACEHOLDER,
  },
  { name: 'in a port', definition: withPort({ containerPort: '{{PORT}}' }), found: PLACEHOLDER },
  {
    name: 'in a secret',
    definition: withValueFrom('arn:aws:ssm:eu-central-1:${ACCOUNT}:parameter/x'),
    found: PLACEHOLDER,
  },
  {
    name: 'in a log group',
    definition: withOptions({ ...AWSLOGS.options, 'awslogs-group': '/ecs/${ENV}' }),
    found: PLACEHOLDER,
  },
  {
    name: 'in a variable, where a shell may fill it in',
    definition: withContainer({ environment: [{ name: 'URL', value: 'http://${HOST}' }] }),
  },
]);

table('wrong types', [
  { name: 'a list for the family', definition: aTaskDefinition({ family: ['shop'] }), found: TYPE },
  {
    name: 'a map for the containers',
    definition: aTaskDefinition({ containerDefinitions: { api: aContainer() } }),
    found: TYPE,
  },
  {
    name: 'a text for a container',
    definition: aTaskDefinition({ containerDefinitions: ['api', aContainer()] }),
    found: TYPE,
  },
  { name: 'a text for the command', definition: withContainer({ command: 'celery worker' }), found: TYPE },
  { name: 'a number in the command', definition: withContainer({ command: ['sleep', 3] }), found: TYPE },
  { name: 'a map for the environment', definition: withContainer({ environment: { A: '1' } }), found: TYPE },
  { name: 'a list for the labels', definition: withContainer({ dockerLabels: ['a=b'] }), found: TYPE },
  { name: 'a map for a label', definition: withContainer({ dockerLabels: { a: { b: 'c' } } }), found: TYPE },
  { name: 'a text for a port', definition: withPort({ containerPort: 'http' }), found: TYPE },
  { name: 'a fraction for a port', definition: withPort({ containerPort: 80.5 }), found: TYPE },
  { name: 'a word for a boolean', definition: withContainer({ essential: 'yes' }), found: TYPE },
  { name: 'a text for the health check', definition: withContainer({ healthCheck: 'curl localhost' }), found: TYPE },
  { name: 'a text with a unit', definition: withHealthCheck({ interval: '30s' }), found: TYPE },
  {
    name: 'a text for requiresCompatibilities',
    definition: aTaskDefinition({ requiresCompatibilities: 'FARGATE' }),
    found: TYPE,
  },
  { name: 'no family', definition: aTaskDefinition({ family: undefined }), found: ['error task-definition/required'] },
  {
    name: 'no containers',
    definition: aTaskDefinition({ containerDefinitions: undefined }),
    found: ['error task-definition/required'],
  },
]);

table('fields of tomorrow', [
  {
    name: 'of the task',
    definition: aTaskDefinition({ quantumMode: true }),
    found: ['notice task-definition/unknown-field'],
  },
  {
    name: 'of a container',
    definition: withContainer({ enviroment: [] }),
    found: ['notice task-definition/unknown-field'],
  },
  {
    name: 'a log driver',
    definition: withOptions({}, 'telepathy'),
    found: ['notice task-definition/unknown-value', 'error logs/driver'],
  },
]);

table('Celery', [
  {
    name: 'a worker with all the time there is',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'worker'], stopTimeout: 120 }),
  },
  {
    name: 'a worker with less',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'worker'], stopTimeout: 119 }),
    found: ['notice celery/stop-timeout'],
  },
  {
    name: 'a worker with the default',
    definition: withContainer({ command: ['celery', 'worker', '-A', 'shop'] }),
    found: ['notice celery/stop-timeout'],
  },
  {
    name: 'beat with little',
    definition: withContainer({ command: ['celery', '-A', 'shop', 'beat'], stopTimeout: 10 }),
  },
  {
    name: 'behind a shell',
    definition: withContainer({ command: ['sh', '-c', 'migrate && celery -A shop beat'] }),
    found: ['notice celery/shell'],
  },
  {
    name: 'instead of a shell',
    definition: withContainer({ command: ['sh', '-c', 'migrate && exec celery -A shop beat'] }),
  },
]);

describe('plain secrets', () => {
  const live = [
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['STRIPE', `sk_live_${'a1b2c3d4'.repeat(3)}`],
    ['DATABASE_URL', 'postgres://shop:hunter22@db.internal:5432/shop'],
    ['REDIS', 'redis://:hunter22@cache:6379'],
    ['CERTIFICATE', '-----BEGIN RSA PRIVATE KEY-----\nMIIE'],
    ['DB_PASSWORD', 'correct-horse'],
    ['dbPassword', 'correct-horse'],
    ['SECRET_KEY', 'django-insecure-xyz'],
    ['GITHUB', `ghp_${'a'.repeat(36)}`],
    ['SLACK_BOT_TOKEN', 'whatever-it-is'],
  ] as const;

  test.each(live)('%s is warned of, its value never shown', (name, value) => {
    const found = validated(withContainer({ environment: [{ name, value }] }));
    expect(rulesOf(found)).toEqual(['warning task-definition/plain-secret']);
    expect(JSON.stringify(found.all)).toContain(name);
    expect(JSON.stringify(found.all)).not.toContain(JSON.stringify(value).slice(1, -1));
    expect(found.all[0]?.hint).toContain('`secrets`');
  });

  const harmless = [
    ['PASSWORD_MIN_LENGTH', '8'],
    ['TOKEN_URL', 'https://auth.example.com/token'],
    ['SECRET_ARN', 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:x'],
    ['DB_PASSWORD', ''],
    ['USE_TOKEN', 'true'],
    ['DATABASE_URL', 'postgres://db.internal:5432/shop'],
    ['DATABASE_URL', 'postgres://shop:${DB_PASSWORD}@db.internal:5432/shop'],
    ['PASSWORD_FILE', '/run/secrets/db'],
    ['AWS_REGION', 'eu-central-1'],
    ['SENTRY_DSN', 'https://0123456789abcdef@o1.ingest.sentry.io/1'],
  ] as const;

  test.each(harmless)('%s=%s is fine', (name, value) => {
    expect(rulesOf(validated(withContainer({ environment: [{ name, value }] })))).toEqual([]);
  });
});

test('each diagnostic points to what it is about', () => {
  const found = validated(`family: shop
networkMode: awsvpc
cpu: "300"
memory: "1024"
containerDefinitions:
  - name: api
    image: <IMAGE>
    comand: [serve]
    portMappings:
      - containerPort: 80
        hostPort: 8080
    healthCheck:
      command: [CMD, "true"]
      retries: 11
  - name: worker
    dependsOn: [{ containerName: ap, condition: START }]
`);
  expect(placesOf(found)).toEqual([
    '8:5 task-definition/unknown-field',
    '15:5 task-definition/image',
    '3:6 task-definition/cpu',
    '7:12 task-definition/placeholder',
    '11:19 task-definition/port',
    '14:16 task-definition/health-check',
    '16:34 task-definition/depends-on',
  ]);
  expect(found.all[0]?.hint).toContain('command');
  expect(found.all.at(-1)?.hint).toContain('api');
});

describe('where renders are chained', () => {
  const half = aTaskDefinition({
    containerDefinitions: [
      aContainer(),
      aContainer({ name: 'beat', image: '<IMAGE2_NAME>' }),
      aContainer({ name: 'x', image: undefined }),
    ],
  });

  test('what is left open in a container that another step renders is only a warning', () => {
    expect(rulesOf(validated(half, 'as-declared', ['api']))).toEqual([
      'warning task-definition/image',
      'warning task-definition/placeholder',
    ]);
  });

  test('in a container that this step renders it is an error', () => {
    expect(rulesOf(validated(half, 'as-declared', ['api', 'beat']))).toContain('error task-definition/placeholder');
  });

  test('outside of containers it is an error', () => {
    expect(rulesOf(validated(aTaskDefinition({ family: '<FAMILY>' }), 'as-declared', []))).toEqual(PLACEHOLDER);
  });
});
