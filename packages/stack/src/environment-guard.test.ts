import { describe, expect, test } from '@jest/globals';
import { loaded, STACK } from '../test/stacks.ts';

const ENVIRONMENTS = `${STACK}environments:
  staging: { region: eu-west-1, cluster: { name: shop-staging } }
`;
const OTHER = '210987654321';

/** Loads the shop with a text as the value of a field of its task definition, in an environment or none. */
async function withRole(value: string, environment?: string) {
  return loaded(
    { 'stack.yml': ENVIRONMENTS, 'api/task.yml': `family: x\ntaskRoleArn: ${value}\n` },
    environment === undefined ? {} : { environment },
  );
}

describe('a value of a file that names', () => {
  test.each<{ what: string; value: string; environment?: string; reaches?: string; notice?: boolean }>([
    { what: 'nothing of AWS', value: 'deploy' },
    { what: 'the seed’s way of an ARN', value: 'arn:aws:secretsmanager:...:shop/db' },
    { what: 'what has no region and no account', value: 'arn:aws:s3:::bucket/key' },
    { what: 'what AWS owns', value: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    { what: 'its own account', value: 'arn:aws:iam::123456789012:role/deploy' },
    { what: 'a role of another account', value: `arn:aws:iam::${OTHER}:role/deploy`, notice: true },
    { what: 'a key of another account', value: `arn:aws:kms:eu-central-1:${OTHER}:key/1`, notice: true },
    {
      what: 'a topic of another account in its own region, which may be shared',
      value: 'arn:aws:sns:eu-central-1:999999999999:central-alerts',
    },
    {
      what: 'a secret of another account',
      value: `arn:aws:secretsmanager:eu-central-1:${OTHER}:secret:a`,
      notice: true,
    },
    {
      what: 'a target group of another account',
      value: `arn:aws:elasticloadbalancing:eu-central-1:${OTHER}:targetgroup/a/0123456789abcdef`,
      reaches: `the account ${OTHER}`,
    },
    {
      what: 'a log group of another account',
      value: `arn:aws:logs:eu-central-1:${OTHER}:log-group:a`,
      reaches: `the account ${OTHER}`,
    },
    {
      what: 'another account in its own region',
      value: `arn:aws:sqs:eu-central-1:${OTHER}:alerts`,
      reaches: `the account ${OTHER}`,
    },
    {
      what: 'a cluster of another account',
      value: `arn:aws:ecs:eu-central-1:${OTHER}:cluster/shop-prod`,
      reaches: `the account ${OTHER}`,
    },
    { what: 'its own region', value: 'arn:aws:sns:eu-central-1:123456789012:alerts' },
    { what: 'another region', value: 'arn:aws:sns:us-east-1:123456789012:alerts', reaches: 'the region us-east-1' },
    {
      what: 'a region of another partition',
      value: 'arn:aws-eusc:sns:eusc-de-east-1:123456789012:alerts',
      reaches: 'the region eusc-de-east-1',
    },
    {
      what: 'a region of the government’s',
      value: 'arn:aws-us-gov:sns:us-gov-west-1:123456789012:alerts',
      reaches: 'the region us-gov-west-1',
    },
    {
      what: 'the base’s region from an environment',
      value: 'arn:aws:sns:eu-central-1:123456789012:alerts',
      environment: 'staging',
      reaches: 'the region eu-central-1',
    },
    {
      what: 'its own region in an environment',
      value: 'arn:aws:sns:eu-west-1:123456789012:alerts',
      environment: 'staging',
    },
    { what: 'its own cluster', value: 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop-prod' },
    {
      what: 'another cluster',
      value: 'arn:aws:ecs:eu-central-1:123456789012:cluster/other',
      reaches: 'the cluster other',
    },
    { what: 'a service of its own cluster', value: 'arn:aws:ecs:eu-central-1:123456789012:service/shop-prod/api' },
    {
      what: 'a service of another cluster',
      value: 'arn:aws:ecs:eu-central-1:123456789012:service/other/api',
      reaches: 'the cluster other',
    },
    {
      what: 'a task of another cluster',
      value: 'arn:aws:ecs:eu-central-1:123456789012:task/other/0123456789abcdef',
      reaches: 'the cluster other',
    },
    {
      what: 'a service in the older form, without a cluster',
      value: 'arn:aws:ecs:eu-central-1:123456789012:service/api',
    },
    { what: 'a task definition', value: 'arn:aws:ecs:eu-central-1:123456789012:task-definition/api:7' },
    {
      what: 'the base’s cluster by name, in the environment’s region',
      value: 'arn:aws:ecs:eu-west-1:123456789012:service/shop-prod/api',
      environment: 'staging',
      reaches: 'the cluster shop-prod',
    },
  ])('$what', async ({ value, environment, reaches, notice = false }) => {
    const { diagnostics, found } = await withRole(value, environment);
    const rule = reaches ? 'error environment/reaches-into-another' : 'notice environment/other-account';
    expect(found).toEqual(reaches !== undefined || notice ? [`${rule} api/task.yml:2:14`] : []);
    if (reaches) expect(diagnostics.all[0]?.message).toContain(`This names ${reaches}, but `);
  });

  test.each([
    { cluster: 'shop-prod', found: [] },
    { cluster: 'other', found: ['error environment/reaches-into-another api/service.yml:2:10'] },
    { cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/shop-prod', found: [] },
    {
      cluster: 'arn:aws:ecs:eu-central-1:123456789012:cluster/other',
      found: ['error environment/reaches-into-another api/service.yml:2:10'],
    },
  ])('the cluster of its service: $cluster', async ({ cluster, found }) => {
    expect((await loaded({ 'api/service.yml': `serviceName: x\ncluster: ${cluster}\n` })).found).toEqual(found);
  });

  test('the message says where this is, and the hint how to follow the environment', async () => {
    const { diagnostics } = await withRole('arn:aws:sns:eu-central-1:123456789012:alerts', 'staging');
    expect(diagnostics.all[0]).toMatchObject({
      message:
        'This names the region eu-central-1, but the environment staging is in eu-west-1 on the cluster shop-staging.',
      hint: expect.stringContaining('${AWS_REGION}'),
    });
  });
});

describe('it is looked for', () => {
  const ARN = 'arn:aws:sns:us-east-1:123456789012:alerts';

  test.each([
    {
      where: 'deep in lists',
      files: { 'api/task.yml': `containerDefinitions: [{ environment: [{ value: "${ARN}" }] }]` },
    },
    { where: 'in the service', files: { 'api/service.yml': `serviceRegistries: [{ registryArn: "${ARN}" }]` } },
    {
      where: 'in a container’s file',
      files: {
        'stack.yml': STACK.replace('service.yml }', 'service.yml, containers: { web: web.yml } }'),
        'web.yml': `dockerLabels: { a: "${ARN}" }`,
      },
    },
    { where: 'in stack.yml', files: { 'stack.yml': `${STACK}defaults: { taskRoleArn: "${ARN}" }\n` } },
    {
      where: 'in a file of alarms',
      files: {
        'stack.yml': `${STACK}monitoring: { alarms: alarms.yml }\n`,
        'alarms.yml': `- alarmActions: ["${ARN}"]`,
      },
      run: { readsMonitoring: true },
    },
    {
      where: 'as the account of a metric',
      files: {
        'stack.yml': `${STACK}monitoring: { alarms: alarms.yml }\n`,
        'alarms.yml': `- metrics: [{ id: m1, accountId: "${OTHER}" }]`,
      },
      run: { readsMonitoring: true },
    },
    { where: 'in a variable’s value', files: { 'api/task.yml': 'family: "${ARN}"' }, run: { variables: `ARN=${ARN}` } },
  ])('$where', async ({ files, run }) => {
    expect((await loaded(files, run)).found).toEqual([
      expect.stringMatching(/^error environment\/reaches-into-another /),
    ]);
  });

  test('in all files, and all of it is told', async () => {
    const { found } = await loaded({
      'api/task.yml': `taskRoleArn: ${ARN}\nexecutionRoleArn: arn:aws:logs:eu-central-1:${OTHER}:log-group:x`,
      'api/service.yml': 'cluster: other',
    });
    expect(found).toEqual([
      'error environment/reaches-into-another api/task.yml:1:14',
      'error environment/reaches-into-another api/task.yml:2:19',
      'error environment/reaches-into-another api/service.yml:1:10',
    ]);
  });

  test('whose account this is is asked only where a file names one', async () => {
    expect((await withRole('arn:aws:s3:::bucket')).accountAsked).toEqual([]);
    expect(new Set((await withRole('arn:aws:iam::123456789012:role/x')).accountAsked)).toEqual(
      new Set(['eu-central-1']),
    );
  });
});
