import { describe, expect, test } from '@jest/globals';
import { anAccount } from './an-account.ts';

// Source: contracts.md, "stack.yml": two environments never share what one of them could break.

const STACK = `name: shop
region: eu-central-1
cluster: { name: shop-prod }
defaults:
  executionRoleArn: amply-task-execution
  networkConfiguration: { awsvpcConfiguration: { subnets: [subnet-private-1a], securityGroups: [sg-ecs] } }
vpc: amply
services:
  api: { taskDefinition: api/task.yml, service: api/service.yml }
  beat: { taskDefinition: beat/task.yml, service: beat/service.yml, singleton: true }
monitoring: { alarms: alarms.yml }
`;

const task = (family: string, more = ''): string => `family: ${family}
cpu: 256
memory: 512
containerDefinitions:
  - { name: app, image: "public.ecr.aws/nginx/nginx@sha256:${'1'.repeat(64)}"${more} }
`;

const FILES: Readonly<Record<string, string>> = {
  'stack.yml': STACK,
  'api/task.yml': task('shop-api'),
  'api/service.yml': `serviceName: shop-api
loadBalancers: [{ targetGroupArn: amply-api-tg, containerName: app, containerPort: 80 }]
`,
  'beat/task.yml': task('shop-beat', ', command: [celery, beat]'),
  'beat/service.yml': 'serviceName: shop-beat\n',
  'alarms.yml': '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80, evaluationPeriods: 2 }\n',
};

const ENV = 'environments:\n';
const staging = (fields = '', name = 'staging'): string =>
  `  ${name}: { production: false, cluster: { name: shop-${name} }${fields} }\n`;

/** What two environments share that have the same files and clusters of their own. */
const NAMES = [
  'family shop-api',
  'log group /ecs/shop-api',
  'target group amply-api-tg',
  'family shop-beat',
  'log group /ecs/shop-beat',
  'alarm shop-api-cpu',
].map((what) => `error ${what.replace('family', 'task definition family')}`);

/** The same with one cluster. */
const SERVICES = ['error service shop-prod/shop-api', 'error service shop-prod/shop-beat'];

const BROKER = ', secrets: [{ name: BROKER, valueFrom: "arn:aws:secretsmanager:...:shop/broker" }]';

const beatWith = (...secrets: string[]): string =>
  task(
    'shop-beat',
    `, command: [celery, beat], secrets: [${secrets.map((from, index) => `{ name: S${index}, valueFrom: "${from}" }`).join(', ')}]`,
  );

interface Apart {
  readonly what: string;
  /** What stack.yml has behind the base. */
  readonly environments?: string;
  readonly stack?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** The one that is deployed; absent: the base. */
  readonly deploys?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly found: readonly string[];
}

const SUFFIX = ', nameSuffix: -staging';

const CASES: readonly Apart[] = [
  { what: 'no environments', found: [] },
  { what: 'a staging with its own cluster alone', environments: staging(), deploys: 'staging', found: NAMES },
  { what: 'the same, and production is deployed', environments: staging(), found: NAMES },
  {
    what: 'a staging in production’s cluster',
    environments: '  staging: { production: false }\n',
    deploys: 'staging',
    found: [...SERVICES, ...NAMES],
  },
  {
    what: 'a staging in production’s cluster, with a suffix',
    environments: '  staging: { production: false, nameSuffix: -staging }\n',
    deploys: 'staging',
    found: SERVICES,
  },
  { what: 'a staging in another region', environments: staging(', region: eu-west-1'), deploys: 'staging', found: [] },
  { what: 'the same, and production is deployed', environments: staging(', region: eu-west-1'), found: [] },
  {
    what: 'a staging in another region, run in production’s',
    environments: staging(', region: eu-west-1'),
    deploys: 'staging',
    with: { 'aws-region': 'eu-central-1' },
    found: NAMES,
  },
  { what: 'a suffix', environments: staging(SUFFIX), deploys: 'staging', found: [] },
  { what: 'a suffix, and production is deployed', environments: staging(SUFFIX), found: [] },
  {
    what: 'a suffix with a variable of the run',
    environments: staging(', nameSuffix: "-pr${PR}"'),
    deploys: 'staging',
    with: { variables: 'PR=7' },
    found: [],
  },
  {
    what: 'a suffix with a variable that production’s run does not have',
    environments: staging(', nameSuffix: "-pr${PR}"'),
    found: ['notice not compared'],
  },
  {
    what: 'a suffix with a default that is empty',
    environments: staging(', nameSuffix: "${SUFFIX:-}"'),
    deploys: 'staging',
    found: NAMES,
  },
  {
    what: 'two with one suffix',
    environments: staging(SUFFIX) + staging(SUFFIX, 'preview'),
    deploys: 'preview',
    found: NAMES.map((name) => name.replace(/(shop-beat|shop-api-cpu|amply-api-tg|shop-api)$/, '$1-staging')),
  },
  {
    what: 'two with suffixes of their own',
    environments: staging(SUFFIX) + staging(', nameSuffix: -preview', 'preview'),
    deploys: 'preview',
    found: [],
  },
  {
    what: 'a suffix that is too long for a target group',
    environments: staging(', nameSuffix: -a-long-name-of-a-branch'),
    deploys: 'staging',
    found: ['error name suffix'],
  },
  {
    what: 'a suffix that no target group can have',
    environments: staging(', nameSuffix: _staging'),
    deploys: 'staging',
    found: ['error name suffix'],
  },
  {
    what: 'a suffix, and target groups by their ARN in full',
    environments: staging(SUFFIX),
    files: {
      'api/service.yml': (FILES['api/service.yml'] ?? '').replace(
        'amply-api-tg',
        '"arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/amply-api-tg/0123456789abcdef"',
      ),
    },
    deploys: 'staging',
    found: ['error target group amply-api-tg'],
  },
  {
    what: 'a suffix, and a log group that a file names',
    environments: staging(SUFFIX),
    files: {
      'api/task.yml': task('shop-api', ', logConfiguration: { logDriver: awslogs, options: { awslogs-group: /shop } }'),
    },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'accounts that are stated for both',
    stack: `account: "111122223333"\n${STACK}`,
    environments: staging(', account: "123456789012"'),
    deploys: 'staging',
    found: [],
  },
  {
    what: 'an account that is stated for one',
    environments: staging(', account: "123456789012"'),
    deploys: 'staging',
    found: NAMES,
  },
  {
    what: 'one account that is stated for both',
    stack: `account: "123456789012"\n${STACK}`,
    environments: staging(),
    deploys: 'staging',
    found: NAMES,
  },
  {
    what: 'an account of the other in a variable that nobody sets',
    stack: `account: "\${PRODUCTION}"\n${STACK}`,
    environments: staging(', account: "123456789012"'),
    deploys: 'staging',
    found: ['notice not compared'],
  },
  {
    what: 'an account of the other in a variable of stack.yml',
    stack: `account: "\${PRODUCTION}"\nvariables: { PRODUCTION: "111122223333" }\n${STACK}`,
    environments: staging(', account: "123456789012"'),
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a production by another name, in the same cluster',
    environments: '  production: {}\n',
    deploys: 'production',
    found: [],
  },
  {
    what: 'a production by another name in another cluster',
    environments: '  second: { cluster: { name: shop-second } }\n',
    deploys: 'second',
    found: NAMES,
  },
  {
    what: 'a production by two names, and a staging that shares with both',
    environments: `  production: {}\n${staging()}`,
    deploys: 'staging',
    found: NAMES,
  },
  {
    what: 'two that are not production in one cluster',
    environments: `${staging(SUFFIX)}  preview: { production: false, cluster: { name: shop-staging }, nameSuffix: -preview }\n`,
    deploys: 'preview',
    found: ['error service shop-staging/shop-api', 'error service shop-staging/shop-beat'],
  },
  {
    what: 'names with the environment in them',
    environments: staging(),
    files: {
      'api/task.yml': task('shop-api-${ENVIRONMENT}'),
      'beat/task.yml': task('shop-beat-${ENVIRONMENT}', ', command: [celery, beat]'),
      'api/service.yml': (FILES['api/service.yml'] ?? '').replace('amply-api-tg', '"amply-${ENVIRONMENT}-tg"'),
      'alarms.yml': (FILES['alarms.yml'] ?? '').replace('shop-api-cpu', '"shop-api-${ENVIRONMENT}-cpu"'),
    },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a name with a variable that stack.yml sets for each',
    stack: `variables: { IN: production }\n${STACK}`,
    environments: staging(', variables: { IN: staging }, services: { beat: { taskDefinition: api/task.yml } }'),
    files: { 'api/task.yml': task('shop-${IN}') },
    deploys: 'staging',
    found: ['error target group amply-api-tg', 'error alarm shop-api-cpu'],
  },
  {
    what: 'a family with a variable of the run, which may be another one in the other',
    environments: staging(SUFFIX),
    files: { 'api/task.yml': task('shop-${IN}') },
    deploys: 'staging',
    with: { variables: 'IN=staging' },
    found: ['notice not compared'],
  },
  {
    what: 'an other whose region nobody knows',
    stack: STACK.replace('region: eu-central-1\n', ''),
    environments: staging(', region: eu-central-1'),
    deploys: 'staging',
    found: ['notice not compared'],
  },
  {
    what: 'files of its own for one service',
    environments: staging(
      ', services: { api: { taskDefinition: own/task.yml, service: own/service.yml }, beat: { taskDefinition: own/beat.yml } }, monitoring: { alarms: own/alarms.yml }',
    ),
    files: {
      'own/task.yml': task('shop-api-staging'),
      'own/beat.yml': task('shop-beat-staging', ', command: [celery, beat]'),
      'own/service.yml': 'serviceName: shop-api\n',
      'own/alarms.yml': '[]\n',
    },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a run for one service hears of that one',
    environments: staging(),
    deploys: 'staging',
    with: { services: 'beat' },
    found: NAMES.filter((name) => /beat|alarm/.test(name)),
  },
  {
    what: 'a secret that a service shares',
    environments: staging(SUFFIX),
    files: { 'api/task.yml': task('shop-api', BROKER) },
    deploys: 'staging',
    found: ['warning secret shop/broker'],
  },
  {
    what: 'a secret that a singleton shares',
    environments: staging(SUFFIX),
    files: { 'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    deploys: 'staging',
    found: ['error secret shop/broker'],
  },
  {
    what: 'the same, and production is deployed',
    environments: staging(SUFFIX),
    files: { 'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    found: ['error secret shop/broker'],
  },
  {
    what: 'a secret that a singleton shares and stack.yml lists',
    stack: `sharedSecrets: [shop/broker]\n${STACK}`,
    environments: staging(SUFFIX),
    files: { 'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a secret of the same name in another region',
    environments: staging(', region: eu-west-1'),
    files: { 'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a secret of production that another region names with its region',
    environments: staging(', region: eu-west-1, services: { beat: { taskDefinition: own/task.yml } }'),
    files: {
      'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`),
      'own/task.yml': beatWith('arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop/broker'),
    },
    found: ['error secret shop/broker'],
  },
  {
    what: 'a secret that a file merged into a container names with its region',
    environments: staging(', region: eu-west-1, services: { beat: { containers: { app: own/app.yml } } }'),
    files: {
      'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`),
      'own/app.yml':
        'secrets: [{ name: A, valueFrom: "arn:aws:secretsmanager:${PLACE}:123456789012:secret:shop/broker" }]\n',
    },
    stack: `variables: { PLACE: eu-central-1 }\n${STACK}`,
    found: ['error secret shop/broker'],
  },
  {
    what: 'a secret of the same name in another account',
    stack: `account: "111122223333"\n${STACK}`,
    environments: staging(', account: "123456789012"'),
    files: { 'beat/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a parameter, once with its slash and once by its ARN',
    environments: staging(`${SUFFIX}, services: { api: { taskDefinition: own/task.yml } }`),
    files: {
      'api/task.yml': task('shop-api', ', secrets: [{ name: A, valueFrom: /shop/a }]'),
      'own/task.yml': task('shop-api', ', secrets: [{ name: A, valueFrom: "arn:aws:ssm:...:parameter/shop/a" }]'),
    },
    deploys: 'staging',
    found: ['warning parameter shop/a'],
  },
  {
    what: 'two secrets and two parameters of which one begins as the other',
    environments: staging(`${SUFFIX}, services: { beat: { taskDefinition: own/task.yml } }`),
    files: {
      'beat/task.yml': beatWith('arn:aws:secretsmanager:...:shop/broker', '/shop/url'),
      'own/task.yml': beatWith('arn:aws:secretsmanager:...:shop/broker-review', '/shop/url-a1b2c3'),
    },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a secret, once with the ending that AWS gives it',
    environments: staging(`${SUFFIX}, services: { beat: { taskDefinition: own/task.yml } }`),
    files: {
      'beat/task.yml': beatWith('arn:aws:secretsmanager:...:shop/broker', '/shop/url'),
      'own/task.yml': beatWith('arn:aws:secretsmanager:...:shop/broker-a1B2c3', '/shop/other'),
    },
    deploys: 'staging',
    found: ['error secret shop/broker-a1B2c3'],
  },
  {
    what: 'names by which others find its tasks',
    environments: staging(SUFFIX),
    files: {
      'beat/service.yml': `serviceName: shop-beat
serviceRegistries: [{ registryArn: "arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-1" }]
serviceConnectConfiguration: { enabled: true, namespace: shop, services: [{ portName: http, discoveryName: beat }] }
vpcLatticeConfigurations: [{ roleArn: lattice, targetGroupArn: "arn:aws:vpc-lattice:eu-central-1:123456789012:targetgroup/tg-1", portName: http }]
`,
    },
    deploys: 'staging',
    with: { services: 'beat' },
    found: [
      'error service registry arn:aws:servicediscovery:eu-central-1:123456789012:service/srv-1',
      'error VPC Lattice target group arn:aws:vpc-lattice:eu-central-1:123456789012:targetgroup/tg-1',
      'error Service Connect name shop/beat',
    ],
  },
  {
    what: 'another key of one secret',
    environments: staging(`${SUFFIX}, services: { api: { taskDefinition: own/task.yml } }`),
    files: {
      'api/task.yml': task(
        'shop-api',
        ', secrets: [{ name: A, valueFrom: "arn:aws:secretsmanager:...:shop/all:prod::" }]',
      ),
      'own/task.yml': task(
        'shop-api',
        ', secrets: [{ name: A, valueFrom: "arn:aws:secretsmanager:...:shop/all:stg::" }]',
      ),
    },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'a secret that two which are not production share',
    stack: STACK,
    environments: `${staging(`${SUFFIX}, services: { beat: { taskDefinition: own/task.yml } }`)}${staging(', nameSuffix: -preview, services: { beat: { taskDefinition: own/task.yml } }', 'preview')}`,
    files: { 'own/task.yml': task('shop-beat', `${BROKER}, command: [celery, beat]`) },
    deploys: 'staging',
    found: [],
  },
  {
    what: 'an account that is not that of the credentials, of which all else is unknown',
    environments: staging(', account: "111122223333"'),
    deploys: 'staging',
    found: ['error account'],
  },
];

/** Deploys a stack, as far as no error stops it, and says which environments meet where. */
async function deployed({ environments = '', stack = STACK, files, deploys, with: given }: Apart) {
  const run = await anAccount().deploy({
    with: { stack: 'stack.yml', 'dry-run': 'true', ...(deploys !== undefined && { environment: deploys }), ...given },
    files: { ...FILES, ...files, 'stack.yml': stack + (environments && ENV + environments) },
  });
  const about = run.annotations.filter(({ title }) => /^environment\/|^stack\/(account|name-suffix)/.test(title));
  return { run, about };
}

describe('a stack with', () => {
  test.each(CASES.map((one) => [`${one.what}, deploying ${one.deploys ?? 'the base'}`, one] as const))(
    '%s',
    async (_, apart) => {
      const { run, about } = await deployed(apart);
      const found = about.map(({ severity, title, message }) => {
        const [, shared] = / share the (.*?)(?: in eu-central-1:|, and only)/.exec(message) ?? [];
        return `${severity} ${shared ?? title.replace(/^.*\//, '').replaceAll('-', ' ')}`;
      });
      expect(new Set(found)).toEqual(new Set(apart.found));
      expect(found).toHaveLength(apart.found.length);
      if (apart.found.some((one) => one.startsWith('error'))) expect(run).toMatchObject({ exitCode: 1, writes: [] });
    },
  );
});

test('an error names both places and what to do', async () => {
  const { about } = await deployed({ what: '', environments: staging(), deploys: 'staging', found: [] });
  expect(about.find(({ at }) => at === 'api/task.yml:1:9')?.message).toBe(
    `The environment staging and the base of stack.yml share the task definition family shop-api in eu-central-1: a run for one of them changes the other. They have it from api/task.yml:1:9 (staging) and api/task.yml:1:9 (base).
Add \`nameSuffix: -staging\` to the environment staging in stack.yml, or give the environment staging files of its own under \`services:\`. If they are in different accounts, state \`account:\` in both.`,
  );
});

test('an error writes nothing, also without a dry run', async () => {
  const run = await anAccount().deploy({
    with: { stack: 'stack.yml', environment: 'staging' },
    files: { ...FILES, 'stack.yml': STACK + ENV + staging() },
  });
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
});

test('the wrong account is the only thing that is asked', async () => {
  const { run } = await deployed({
    what: '',
    environments: staging(', account: "111122223333"'),
    deploys: 'staging',
    found: [],
  });
  expect(run.calls.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
});
