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
  const account = anAccount();
  prepare?.(account);
  const targets = structuredClone(account.emulator.world.scalableTargets);
  const run = await account.scale({ with: given, files: { ...seedFiles(...edits), ...files } });
  expect(run.found.filter((one) => one.startsWith('error'))).toEqual(by.map((one) => `error ${one}`));
  expect(run).toMatchObject({ exitCode: 1, writes: [] });
  expect(account.emulator.world.scalableTargets).toEqual(targets);
  expect(run.summary).toContain('❌');
}

const STACK = 'deploy/stack.yml';
const API = 'deploy/api/scaling.yml';
const WORKER = 'deploy/worker/scaling.yml';
const inApi = (from: string | RegExp, to: string): Pick<Wrong, 'edits'> => ({ edits: [['api/scaling.yml', from, to]] });
const inStack = (from: string | RegExp, to: string): Pick<Wrong, 'edits'> => ({ edits: [['stack.yml', from, to]] });
const OF_WORKER = 'scaling: { policy: worker/scaling.yml, maxCapacity: 10 }';

test.each<Wrong>([
  {
    what: 'a minimum above the maximum',
    ...inApi('minCapacity: 2', 'minCapacity: 20'),
    by: [`scaling/min-above-max ${API}:6:16`],
  },
  { what: 'a negative minimum', ...inApi('minCapacity: 2', 'minCapacity: -2'), by: [`scaling/bounds ${API}:6:16`] },
  { what: 'a maximum that is text', ...inApi('maxCapacity: 10', 'maxCapacity: ten'), by: [`scaling/type ${API}:7:16`] },
  {
    what: 'the resource of another cluster',
    ...inApi('service/amply-prod/amply-api', 'service/other/amply-api'),
    by: [`scaling/other-resource ${API}:4:15`],
  },
  {
    what: 'the resource of another service',
    ...inApi('service/amply-prod/amply-api', 'service/amply-prod/amply-worker'),
    by: [`scaling/other-resource ${API}:4:15`],
  },
  {
    what: 'another namespace',
    ...inApi('serviceNamespace: ecs', 'serviceNamespace: ec2'),
    by: [`scaling/other-resource ${API}:3:21`],
  },
  {
    what: 'a key that is misspelt',
    ...inApi('scalingPolicy:', 'scalingPolcy:'),
    by: [`scaling/unknown-key ${API}:9:1`],
  },
  {
    what: 'a type that is misspelt',
    ...inApi('policyType: TargetTrackingScaling', 'policyType: TargetTrackingScalling'),
    by: [`scaling/value ${API}:10:15`],
  },
  {
    what: 'a metric that there is not',
    ...inApi('ECSServiceAverageCPUUtilization', 'ECSServiceAverageCpuUtilization'),
    by: [`scaling/value ${API}:14:29`],
  },
  {
    what: 'a target value that is none',
    ...inApi('targetValue: 70.0', 'targetValue: 0'),
    by: [`scaling/target-value ${API}:12:18`],
  },
  {
    what: 'a negative cooldown',
    ...inApi('scaleInCooldown: 300', 'scaleInCooldown: -1'),
    by: [`scaling/bounds ${API}:15:22`],
  },
  {
    what: 'a schedule that is no schedule',
    ...inApi(
      'scalingPolicy:',
      'scheduledAction: { schedule: every morning, scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    by: [`scaling/schedule ${API}:9:30`],
  },
  {
    what: 'a variable that is not set',
    ...inApi('targetValue: 70.0', 'targetValue: ${CPU}'),
    by: [`files/unset-variable ${API}:12:18`],
  },
  {
    what: 'YAML that is none',
    ...inApi('maxCapacity: 10', 'maxCapacity: @'),
    by: [`files/missing-quotes ${API}:7:16`],
  },
  {
    what: 'a metric of another cluster',
    edits: [['worker/scaling.yml', 'name: QueueName', 'name: ClusterName']],
    by: [`environment/reaches-into-another ${WORKER}:9:16`],
  },
  {
    what: 'an ARN of another region',
    ...inApi('maxCapacity: 10', 'maxCapacity: 10\n  roleARN: arn:aws:iam:us-east-1:123456789012:role/scaling'),
    by: [`environment/reaches-into-another ${API}:8:12`],
  },
  {
    what: 'no maximum',
    ...inStack(OF_WORKER, 'scaling: worker/scaling.yml'),
    by: [`scaling/max-capacity ${WORKER}:2:1`],
  },
  {
    what: 'no minimum, and no number of tasks to take it from',
    edits: [['worker/service.yml', 'desiredCount: 2\n', '']],
    by: [`scaling/min-capacity ${WORKER}:2:1`],
  },
  {
    what: 'limits of stack.yml that contradict each other',
    ...inStack('maxCapacity: 10', 'maxCapacity: 1'),
    by: [`scaling/min-above-max ${WORKER}:2:1`],
  },
  {
    what: 'a file that is not there',
    ...inStack('api/scaling.yml', 'api/scale.yml'),
    by: [`files/missing ${STACK}:25:14`],
  },
  {
    what: 'a file outside of the workspace',
    ...inStack('api/scaling.yml', '../../scaling.yml'),
    by: [`files/outside-workspace ${STACK}:25:14`],
  },
  {
    what: 'scaling of a singleton',
    ...inStack('singleton: true', 'singleton: true\n    scaling: { policy: worker/scaling.yml, maxCapacity: 2 }'),
    by: [`singleton/scaling ${STACK}:35:14`],
  },
  {
    what: 'a maximum in stack.yml that is text',
    ...inStack('maxCapacity: 10', 'maxCapacity: many'),
    by: [`stack/type ${STACK}:30:57`],
  },
  {
    what: 'a schedule whose variable is not set',
    ...inApi(
      'scalingPolicy:',
      'scheduledAction: { schedule: "${WHEN}", scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    by: [`files/unset-variable ${API}:9:30`],
  },
  {
    what: 'a fraction of a task',
    ...inApi('maxCapacity: 10', 'maxCapacity: 2.5'),
    by: [`scaling/type ${API}:7:16`],
  },
  {
    what: 'a policy without a metric',
    ...inApi(/    predefinedMetricSpecification:\n.*\n/, ''),
    by: [`scaling/predefined-or-customized ${API}:12:5`],
  },
  {
    what: 'a policy of two metrics',
    ...inApi(
      '    scaleInCooldown',
      '    customizedMetricSpecification: { metricName: A, namespace: B, statistic: Sum }\n    scaleInCooldown',
    ),
    by: [`scaling/predefined-or-customized ${API}:15:36`],
  },
  {
    what: 'a label of CPU',
    ...inApi(
      'ECSServiceAverageCPUUtilization',
      'ECSServiceAverageCPUUtilization\n      resourceLabel: app/a/1/targetgroup/b/2',
    ),
    by: [`scaling/resource-label ${API}:15:22`],
  },
  {
    what: 'a label that is none',
    ...inApi('ECSServiceAverageCPUUtilization', 'ALBRequestCountPerTarget\n      resourceLabel: amply-api-tg'),
    by: [`scaling/resource-label ${API}:15:22`],
  },
  {
    what: 'requests of a service without a load balancer',
    edits: [
      [
        'worker/scaling.yml',
        /scalingPolicy:[^]*/,
        'scalingPolicy: { targetValue: 9, predefinedMetricSpecification: { predefinedMetricType: ALBRequestCountPerTarget } }\n',
      ],
    ],
    by: [`scaling/resource-label ${WORKER}:2:16`],
  },
  {
    what: 'the configuration of another type',
    ...inApi('targetTrackingScalingPolicyConfiguration:', 'stepScalingPolicyConfiguration:'),
    by: [`scaling/configuration ${API}:10:3`, `scaling/configuration ${API}:12:5`],
  },
  {
    what: 'two policies on one metric',
    ...inApi(
      /scalingPolicy:[^]*/,
      'scalingPolicies:\n  - { policyName: a, targetValue: 9, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }\n  - { policyName: b, targetValue: 8, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }\n',
    ),
    by: [`scaling/same-metric ${API}:11:5`],
  },
  {
    what: 'two policies of one name',
    ...inApi(
      /scalingPolicy:[^]*/,
      'scalingPolicies:\n  - { policyName: a, targetValue: 9, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization } }\n  - { policyName: a, targetValue: 8, predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageMemoryUtilization } }\n',
    ),
    by: [`scaling/same-name ${API}:11:5`],
  },
  {
    what: 'two targets',
    ...inApi(
      /scalableTarget:[^]*?\n\n/,
      'scalableTargets:\n  - { minCapacity: 2, maxCapacity: 4 }\n  - { minCapacity: 2, maxCapacity: 5 }\n\n',
    ),
    by: [`scaling/two-targets ${API}:4:5`],
  },
  {
    what: 'metric math of which two parts are the answer',
    ...inApi(
      /    predefinedMetricSpecification:\n.*\n/,
      '    customizedMetricSpecification:\n      metrics:\n        - { id: e1, expression: "TIME_SERIES(2)" }\n        - { id: e2, expression: "e1 / 2" }\n',
    ),
    by: [`scaling/return-data ${API}:15:11`],
  },
  {
    what: 'a schedule in a zone that there is not',
    ...inApi(
      'scalingPolicy:',
      'scheduledAction: { schedule: cron(0 7 * * ? *), timezone: Europe/Berln, scalableTargetAction: { minCapacity: 3 } }\nscalingPolicy:',
    ),
    by: [`scaling/time-zone ${API}:9:59`],
  },
  {
    what: 'a schedule that changes nothing',
    ...inApi('scalingPolicy:', 'scheduledAction: { schedule: rate(1 day) }\nscalingPolicy:'),
    by: [`scaling/scheduled-capacity ${API}:9:18`],
  },
  {
    what: 'a backlog without what it needs',
    edits: [['worker/scaling.yml', /scalingPolicy:[^]*/, 'backlogPerTask: { queue: jobs, secondsPerMessage: 0 }\n']],
    by: [`scaling/backlog-per-task ${WORKER}:2:17`, `scaling/backlog-per-task ${WORKER}:2:51`],
  },
  {
    what: 'a file that is a list of texts',
    edits: [['worker/scaling.yml', /[^]*/, '- scale\n- out\n']],
    by: [`scaling/type ${WORKER}:1:3`, `scaling/type ${WORKER}:2:3`],
  },
  {
    what: 'off-hours that begin at no time of day',
    with: { environment: 'staging' },
    ...inStack("stop: '20:00'", "stop: '25:00'"),
    by: [`stack/type ${STACK}:44:23`],
  },
  {
    what: 'off-hours on a day that there is not',
    with: { environment: 'staging' },
    ...inStack('days: mon-fri', 'days: mo-fri'),
    by: [`scaling/off-hours-days ${STACK}:44:54`],
  },
  {
    what: 'a policy of somebody else on the same metric',
    prepare: ({ emulator }) => {
      const resource = {
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: 'service/amply-prod/amply-api',
      };
      emulator.call('application-autoscaling:RegisterScalableTarget', { ...resource, MinCapacity: 2, MaxCapacity: 10 });
      emulator.call('application-autoscaling:PutScalingPolicy', {
        ...resource,
        PolicyName: 'clicked',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        },
      });
    },
    by: [`scaling/same-metric ${API}:10:3`],
  },
  {
    what: 'two services of which one is wrong twice and the other once',
    edits: [
      ['api/scaling.yml', 'targetValue: 70.0', 'targetValue: 0'],
      ['api/scaling.yml', 'scaleOutCooldown: 60', 'scaleOutCooldown: -1'],
      ['worker/scaling.yml', 'targetValue: 100.0', 'targetValue: many'],
    ],
    by: [`scaling/target-value ${API}:12:18`, `scaling/bounds ${API}:16:23`, `scaling/type ${WORKER}:11:16`],
  },
  {
    what: 'off-hours in production',
    with: { environment: 'staging' },
    ...inStack('    production: false\n', ''),
    by: [`scaling/off-hours-production ${STACK}:43:15`],
  },
  {
    what: 'off-hours in a zone that there is not',
    with: { environment: 'staging' },
    ...inStack('Europe/Berlin', 'Berlin'),
    by: [`scaling/time-zone ${STACK}:44:73`],
  },
  {
    what: 'production scaled to zero',
    with: { mode: 'scale-to-zero' },
    by: [`scaling/off-hours-production ${STACK}:2:1`],
  },
  { what: 'a named service without scaling', with: { services: 'beat' }, by: [`scaling/none ${STACK}:32:5`] },
  {
    what: 'a named singleton to suspend',
    with: { services: 'beat', mode: 'suspend' },
    by: [`singleton/scaling ${STACK}:32:5`],
  },
  { what: 'a service that the stack has not', with: { services: 'wroker' }, by: ['inputs/unknown-service'] },
  {
    what: 'an environment that there is not',
    with: { environment: 'stagging' },
    by: [`stack/unknown-environment ${STACK}:39:1`],
  },
  {
    what: 'a service of which the cluster knows nothing',
    edits: [['worker/service.yml', 'serviceName: amply-worker', 'serviceName: amply-wroker']],
    by: [`scaling/no-such-service ${STACK}:30:14`],
  },
  { what: 'prune in another mode', with: { mode: 'resume', prune: 'true' }, by: ['inputs/combination'] },
  { what: 'more hours than CloudWatch keeps', with: { 'simulate-hours': '400' }, by: ['inputs/number'] },
  { what: 'an unknown mode', with: { mode: 'stop' }, by: ['inputs/unknown-value'] },
  {
    what: 'a stack and a service',
    with: { service: 'amply-api', cluster: 'amply-prod' },
    by: ['inputs/combination', 'inputs/combination'],
  },
])('a stack is refused with $what', (wrong) => expectStopped({ stack: STACK, ...wrong.with }, wrong));

const SERVICE = { service: 'amply-worker', cluster: 'amply-prod', scaling: 'scaling.yml' };

test.each<Wrong>([
  {
    what: 'neither a stack nor a service',
    with: { service: '', cluster: '', scaling: '' },
    by: ['inputs/required', 'inputs/required'],
  },
  { what: 'no file', with: { scaling: '' }, by: ['inputs/required'] },
  { what: 'a file that is not there', by: ['files/missing'] },
  { what: 'an environment', with: { environment: 'staging' }, by: ['inputs/combination'] },
  { what: 'a file for another mode', with: { mode: 'suspend' }, by: ['inputs/combination'] },
  {
    what: 'no limits at all',
    files: {
      'scaling.yml':
        'targetValue: 70\npredefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }\n',
    },
    by: ['scaling/min-capacity scaling.yml:1:1', 'scaling/max-capacity scaling.yml:1:1'],
  },
  {
    what: 'a service that there is not',
    with: { service: 'amply-wroker' },
    files: { 'scaling.yml': 'scalableTarget: { minCapacity: 1, maxCapacity: 2 }\n' },
    by: ['scaling/no-such-service scaling.yml:1:1'],
  },
  ...['restore', 'scale-to-zero'].map((mode) => ({
    what: `a tag that somebody else wrote, to ${mode}`,
    with: { mode, scaling: '' },
    prepare: ({ emulator }: Account) => {
      const worker = emulator.world.services.find(({ name }) => name === 'amply-worker');
      emulator.call('ecs:TagResource', {
        resourceArn: worker?.arn,
        tags: [{ key: 'fargate-actions:off-hours', value: 'yes' }],
      });
    },
    by: ['off-hours of amply-worker could not be updated'],
  })),
])('a service is refused with $what', (wrong) => expectStopped({ ...SERVICE, ...wrong.with }, wrong));
