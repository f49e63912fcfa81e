import { expect, test } from '@jest/globals';
import { anAccount, type Account } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** What is wrong in a run, and all that it is stopped by: `rule file:line:column`. */
interface Wrong {
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly edits?: readonly Edit[];
  readonly files?: Readonly<Record<string, string>>;
  /** Makes the account what it is. */
  readonly prepare?: (account: Account) => unknown;
  readonly by: readonly string[];
}

/** A run that is stopped by errors: they, and nothing written. */
async function expectStopped(given: Readonly<Record<string, string>>, { prepare, edits = [], files, by }: Wrong) {
  const account = anAccount(given['environment'] === 'staging' ? 'staging' : 'base');
  prepare?.(account);
  const run = await account.monitor({ with: given, files: { ...seedFiles(...edits), ...files } });
  expect(run.found.filter((one) => one.startsWith('error'))).toEqual(by.map((one) => `error ${one}`));
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(run.summary).toContain('❌');
}

const STACK = 'deploy/stack.yml';
const ALARMS = 'deploy/monitoring/alarms.yml';
const BOARD = 'deploy/board.yml';
const inAlarms = (from: string | RegExp, to: string): Pick<Wrong, 'edits'> => ({
  edits: [['monitoring/alarms.yml', from, to]],
});
const MONITORING =
  'monitoring: { alarms: monitoring/alarms.yml, dashboard: true, logRetentionInDays: 30, notify: amply-alerts }';
const monitoring = (is: string): Pick<Wrong, 'edits'> => ({ edits: [['stack.yml', MONITORING, `monitoring: ${is}`]] });
/** The stack with a dashboard of its own, from line 1 of `board.yml`. */
const board = (...lines: readonly string[]): Pick<Wrong, 'edits' | 'files'> => ({
  ...monitoring('{ dashboard: board.yml }'),
  files: { [BOARD]: `${lines.join('\n')}\n` },
});
const CPU = '["AWS/ECS", CPUUtilization, ClusterName, amply-prod, ServiceName, amply-api]';
const widget = (more = ''): string =>
  `{ type: metric, width: 12, height: 6, properties: { region: eu-central-1, metrics: [${CPU}]${more} } }`;

test.each<Wrong>([
  {
    what: 'a metric that there is not',
    ...inAlarms('CPUUtilization', 'CPUUtilisation'),
    by: [`alarms/metric-name ${ALARMS}:3:15`],
  },
  {
    what: 'a namespace that there is not',
    ...inAlarms('AWS/ECS', 'AWS/ECSS'),
    by: [`alarms/statistic ${ALARMS}:2:3`, `alarms/period ${ALARMS}:2:3`, `alarms/comparison-operator ${ALARMS}:2:3`],
  },
  {
    what: 'a metric of another namespace',
    ...inAlarms('metricName: CPUUtilization', 'metricName: TargetResponseTime'),
    by: [`alarms/dimensions ${ALARMS}:3:15`],
  },
  {
    what: 'a field that is misspelt',
    ...inAlarms('threshold: 80', 'treshold: 80'),
    by: [`alarms/threshold ${ALARMS}:2:3`],
  },
  {
    what: 'a threshold that is text',
    ...inAlarms('threshold: 80', 'threshold: high'),
    by: [`alarms/type ${ALARMS}:5:14`],
  },
  {
    what: 'no periods to look at',
    ...inAlarms('evaluationPeriods: 3', 'evaluationPeriods: 0'),
    by: [`alarms/bounds ${ALARMS}:6:22`],
  },
  {
    what: 'more points that breach than points',
    ...inAlarms('evaluationPeriods: 3', 'evaluationPeriods: 3\n  datapointsToAlarm: 4'),
    by: [`alarms/datapoints ${ALARMS}:7:22`],
  },
  {
    what: 'a period that CloudWatch has not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  period: 45'),
    by: [`alarms/period ${ALARMS}:6:11`],
  },
  {
    what: 'a statistic that there is not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  statistic: Mean'),
    by: [`alarms/statistic ${ALARMS}:6:14`],
  },
  {
    what: 'two statistics',
    ...inAlarms('threshold: 80', 'threshold: 80\n  statistic: Average\n  extendedStatistic: p99'),
    by: [`alarms/statistic ${ALARMS}:7:22`],
  },
  {
    what: 'a comparison that there is not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  comparisonOperator: ">"'),
    by: [`alarms/comparison-operator ${ALARMS}:6:23`],
  },
  {
    what: 'a wish for missing data that there is not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  treatMissingData: ok'),
    by: [`alarms/missing-data ${ALARMS}:6:21`],
  },
  {
    what: 'two alarms of one name',
    ...inAlarms('amply-api-unhealthy', 'amply-api-high-cpu'),
    by: [`alarms/same-name ${ALARMS}:9:14`],
  },
  {
    what: 'an alarm without a name',
    ...inAlarms('alarmName: amply-api-high-cpu\n  ', ''),
    by: [`alarms/name ${ALARMS}:2:3`],
  },
  {
    what: 'an alarm of no service',
    ...inAlarms('amply-api-high-cpu', 'high-cpu'),
    by: [`alarms/no-service ${ALARMS}:2:14`],
  },
  {
    what: 'an alarm of a service that there is not',
    ...inAlarms('threshold: 80', 'threshold: 80\n  service: amply-apy'),
    by: [`alarms/no-such-service ${ALARMS}:6:12`],
  },
  {
    what: 'a metric of load balancers for a service without one',
    ...inAlarms('amply-api-unhealthy', 'amply-beat-unhealthy'),
    by: [`alarms/target-group ${ALARMS}:10:15`],
  },
  {
    what: 'a metric of another cluster',
    ...inAlarms('threshold: 80', 'threshold: 80\n  dimensions: [{ name: ClusterName, value: other }]'),
    by: [`environment/reaches-into-another ${ALARMS}:6:44`],
  },
  {
    what: 'an action in another region',
    ...inAlarms('threshold: 80', 'threshold: 80\n  alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"]'),
    by: [`environment/reaches-into-another ${ALARMS}:6:18`],
  },
  {
    what: 'a variable that is not set',
    ...inAlarms('threshold: 80', 'threshold: ${CPU}'),
    by: [`files/unset-variable ${ALARMS}:5:14`],
  },
  {
    what: 'YAML that is none',
    ...inAlarms('threshold: 80', 'threshold: @'),
    by: [`files/missing-quotes ${ALARMS}:5:14`],
  },
  { what: 'a list of texts', files: { [ALARMS]: '- amply-api-high-cpu\n' }, by: [`alarms/type ${ALARMS}:1:3`] },
  {
    what: 'a rule of a composite alarm that can not be read',
    files: { [ALARMS]: '- { alarmName: amply-api, alarmRule: "ALARM(amply-api-high-cpu) AND" }\n' },
    by: [`alarms/alarm-rule ${ALARMS}:1:38`],
  },
  {
    what: 'two alarms of which one is wrong twice and the other once',
    edits: [
      ['monitoring/alarms.yml', 'threshold: 80', 'threshold: high'],
      ['monitoring/alarms.yml', 'evaluationPeriods: 3', 'evaluationPeriods: -1'],
      ['monitoring/alarms.yml', 'UnhealthyHostCount', 'UnhealthyHosts'],
    ],
    by: [`alarms/type ${ALARMS}:5:14`, `alarms/bounds ${ALARMS}:6:22`, `alarms/metric-name ${ALARMS}:10:15`],
  },
  {
    what: 'a file of alarms that is not there',
    ...monitoring('{ alarms: alarms.yml }'),
    by: [`files/missing ${STACK}:37:23`],
  },
  {
    what: 'a file of alarms outside of the workspace',
    ...monitoring('{ alarms: ../../alarms.yml }'),
    by: [`files/outside-workspace ${STACK}:37:23`],
  },
  {
    what: 'a setting that there is not',
    ...monitoring('{ alarm: monitoring/alarms.yml }'),
    by: [`stack/unknown-key ${STACK}:37:15`],
  },
  {
    what: 'a retention that is no number',
    ...monitoring('{ logRetentionInDays: a month }'),
    by: [`stack/type ${STACK}:37:35`],
  },
  {
    what: 'a retention that CloudWatch has not',
    ...monitoring('{ logRetentionInDays: 31 }'),
    by: [`logs/retention ${STACK}:37:35`],
  },
  { what: 'a key that is no ARN', ...monitoring('{ logKmsKeyId: logs }'), by: [`logs/kms-key ${STACK}:37:28`] },
  {
    what: 'a filter that can not be read',
    ...monitoring('{ errorLogs: { filterPattern: "{ $.level = }" } }'),
    by: [`logs/filter-pattern ${STACK}:37:26`],
  },
  {
    what: 'a topic that there is not',
    ...monitoring('{ alarms: monitoring/alarms.yml, notify: amply-alert }'),
    by: [`monitoring/topic-unknown ${STACK}:37:54`],
  },
  {
    what: 'what counts tasks where Container Insights is off',
    edits: [
      ['stack.yml', ', containerInsights: enabled', ''],
      ['stack.yml', MONITORING, 'monitoring: { recommended: true }'],
    ],
    prepare: ({ emulator }) =>
      emulator.call('ecs:UpdateClusterSettings', {
        cluster: 'amply-prod',
        settings: [{ name: 'containerInsights', value: 'disabled' }],
      }),
    by: [
      `alarms/container-insights ${STACK}:22:5`,
      `alarms/container-insights ${STACK}:22:5`,
      `alarms/container-insights ${STACK}:28:5`,
      `alarms/container-insights ${STACK}:28:5`,
      `alarms/container-insights ${STACK}:32:5`,
    ],
  },
  {
    what: 'what counts tasks before the deploy that turns Container Insights on',
    ...monitoring('{ recommended: true }'),
    prepare: ({ emulator }) =>
      emulator.call('ecs:UpdateClusterSettings', {
        cluster: 'amply-prod',
        settings: [{ name: 'containerInsights', value: 'disabled' }],
      }),
    by: [
      `alarms/container-insights ${STACK}:22:5`,
      `alarms/container-insights ${STACK}:22:5`,
      `alarms/container-insights ${STACK}:28:5`,
      `alarms/container-insights ${STACK}:28:5`,
      `alarms/container-insights ${STACK}:32:5`,
    ],
  },
  {
    what: 'a topic that EventBridge may not tell',
    ...monitoring('{ recommended: true, notify: amply-alerts }'),
    by: [`monitoring/topic-policy ${STACK}:37:42`],
  },
  { what: 'a dashboard that is a list', ...board('- type: metric'), by: [`dashboard/body ${BOARD}:1:1`] },
  { what: 'a dashboard without widgets', ...board('start: -PT3H'), by: [`dashboard/required ${BOARD}:1:1`] },
  { what: 'a widget of no type', ...board('widgets:', '  - { properties: {} }'), by: [`dashboard/type ${BOARD}:2:5`] },
  {
    what: 'a widget beyond the grid',
    ...board('widgets:', `  - ${widget().replace('width: 12', 'width: 25')}`),
    by: [`dashboard/grid ${BOARD}:2:28`],
  },
  {
    what: 'a widget without metrics',
    ...board('widgets:', '  - { type: metric, properties: { region: eu-central-1 } }'),
    by: [`dashboard/required ${BOARD}:2:33`],
  },
  {
    what: 'a widget of another region',
    ...board('widgets:', `  - ${widget().replace('eu-central-1', 'eu-north-1')}`),
    by: [`environment/reaches-into-another ${BOARD}:2:65`],
  },
  {
    what: 'a widget of another cluster',
    ...board('widgets:', `  - ${widget().replace('amply-prod', 'other')}`),
    by: [`environment/reaches-into-another ${BOARD}:2:130`],
  },
  {
    what: 'a widget with a view that there is not',
    ...board('widgets:', `  - ${widget(', view: timeSerie')}`),
    by: [`dashboard/value ${BOARD}:2:174`],
  },
  { what: 'a service that the stack has not', with: { services: 'wroker' }, by: ['inputs/unknown-service'] },
  {
    what: 'an environment that there is not',
    with: { environment: 'stagging' },
    by: [`stack/unknown-environment ${STACK}:39:1`],
  },
  { what: 'prune of some services', with: { prune: 'true', services: 'api' }, by: ['inputs/combination'] },
  { what: 'a retention of no day', with: { 'log-retention-in-days': '0' }, by: ['inputs/number'] },
  {
    what: 'an input of a retention that CloudWatch has not',
    with: { 'log-retention-in-days': '31' },
    by: ['logs/retention'],
  },
  { what: 'an input of a file that is not there', with: { alarms: 'deploy/alarms.yml' }, by: ['files/missing'] },
  { what: 'an input of a dashboard that is not there', with: { dashboard: 'yes' }, by: ['files/missing'] },
  { what: 'an input of a topic that there is not', with: { notify: 'amply-alert' }, by: ['monitoring/topic-unknown'] },
  {
    what: 'a stack and a service',
    with: { service: 'amply-api', cluster: 'amply-prod' },
    by: ['inputs/combination', 'inputs/combination'],
  },
])('a stack is refused with $what', (wrong) => expectStopped({ stack: STACK, ...wrong.with }, wrong));

test('an input of a retention that CloudWatch has not is named', async () => {
  const run = await anAccount().monitor({
    with: { stack: STACK, 'log-retention-in-days': '31' },
    files: seedFiles(),
  });
  expect(run.log).toContain('`log-retention-in-days`');
});

const SERVICE = { service: 'amply-worker', cluster: 'amply-prod', alarms: 'alarms.yml' };

test.each<Wrong>([
  {
    what: 'neither a stack nor a service',
    with: { service: '', cluster: '', alarms: '' },
    by: ['inputs/required', 'inputs/required'],
  },
  { what: 'nothing to apply', with: { alarms: '' }, by: ['inputs/required'] },
  { what: 'a file that is not there', by: ['files/missing'] },
  { what: 'an environment', with: { environment: 'staging' }, by: ['inputs/combination'] },
  { what: 'variables', with: { variables: 'A=b' }, by: ['inputs/combination'] },
  { what: 'prune', with: { prune: 'true' }, by: ['inputs/combination'] },
  {
    what: 'a service that there is not',
    with: { service: 'amply-wroker' },
    files: { 'alarms.yml': '[]\n' },
    by: ['monitoring/no-such-service'],
  },
  {
    what: 'an alarm of another service',
    files: {
      'alarms.yml': '- { alarmName: api-cpu, service: amply-api, metricName: CPUUtilization, threshold: 80 }\n',
    },
    by: ['alarms/no-such-service alarms.yml:1:34'],
  },
  {
    what: 'a metric of queues, which only a stack knows',
    files: {
      'alarms.yml':
        '- { alarmName: amply-worker-age, metricName: ApproximateAgeOfOldestMessage, namespace: AWS/SQS, threshold: 60 }\n',
    },
    by: ['alarms/queue alarms.yml:1:46'],
  },
])('a service is refused with $what', (wrong) => expectStopped({ ...SERVICE, ...wrong.with }, wrong));
