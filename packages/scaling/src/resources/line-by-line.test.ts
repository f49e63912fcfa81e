import { Diagnostics } from '@fargate-actions/documents';
import { addressText, planAll } from '@fargate-actions/engine';
import { expect, test } from '@jest/globals';
import { anAccount, applied, SERVICE } from '../../test/an-account.ts';
import { aScaledService, read, targetTracking } from '../../test/files.ts';
import { planPolicy } from './scaling-policy.ts';
import { scalingResources } from './scaling-resources.ts';

/** A scaling file with every kind of field. */
const FILE = `
scalableTarget:
  minCapacity: 2
  maxCapacity: 10
  suspendedState:
    dynamicScalingInSuspended: true
    scheduledScalingSuspended: false
  tags:
    owner: shop
    cost-center: '42'
scalingPolicies:
  - policyName: cpu
    targetTrackingScalingPolicyConfiguration:
      targetValue: 100
      scaleOutCooldown: 60
      scaleInCooldown: 120
      disableScaleIn: true
      predefinedMetricSpecification:
        predefinedMetricType: ECSServiceAverageCPUUtilization
  - policyName: depth
    targetTrackingScalingPolicyConfiguration:
      targetValue: 7.5
      customizedMetricSpecification:
        metricName: Depth
        namespace: Own
        statistic: Sum
        unit: Count
        dimensions:
          - name: Queue
            value: jobs
          - name: Priority
            value: high
  - policyName: math
    targetTrackingScalingPolicyConfiguration:
      targetValue: 9
      customizedMetricSpecification:
        metrics:
          - id: m1
            label: waiting
            returnData: false
            metricStat:
              stat: Sum
              unit: Count
              metric:
                metricName: Waiting
                namespace: Own
                dimensions: [{ name: Queue, value: slow }]
          - id: e1
            expression: m1 / 2
  - policyName: steps
    stepScalingPolicyConfiguration:
      adjustmentType: PercentChangeInCapacity
      minAdjustmentMagnitude: 2
      cooldown: 90
      metricAggregationType: Maximum
      stepAdjustments:
        - metricIntervalLowerBound: 0
          metricIntervalUpperBound: 20
          scalingAdjustment: 10
        - metricIntervalLowerBound: 20
          scalingAdjustment: 30
  - policyName: forecast
    predictiveScalingPolicyConfiguration:
      mode: ForecastAndScale
      schedulingBufferTime: 600
      maxCapacityBreachBehavior: IncreaseMaxCapacity
      maxCapacityBuffer: 10
      metricSpecifications:
        - targetValue: 50
          predefinedMetricPairSpecification:
            predefinedMetricType: ECSServiceCPUUtilization
scheduledActions:
  - scheduledActionName: morning
    schedule: cron(0 7 ? * MON-FRI *)
    timezone: Europe/Berlin
    startTime: '2027-01-01T00:00:00Z'
    endTime: '2028-01-01T00:00:00Z'
    scalableTargetAction:
      minCapacity: 4
      maxCapacity: 12
`;

const TARGET = 'scalable target of shop-worker';
const policy = (name: string) => `scaling policy ${name} of shop-worker`;
const ACTION = 'scheduled action morning of shop-worker';
const [TRACKING, STEPS, PREDICTIVE] = ['targetTracking', 'stepScaling', 'predictiveScaling'].map((kind) =>
  `${kind}ScalingPolicyConfiguration`.replace('ScalingScaling', 'Scaling'),
);
const CUSTOMIZED = `${TRACKING}.customizedMetricSpecification`;
const MATH = `${CUSTOMIZED}.metrics`;

interface Line {
  /** A line of the file, or its beginning where it stands once. */
  readonly line: string;
  /** Empty: the line is taken out. */
  readonly becomes: string;
  readonly of: string;
  readonly field?: string;
}

const edited = (line: string, becomes: string, of: string, field: string): Line => ({ line, becomes, of, field });
const removed = (line: string, of: string, field?: string): Line => ({
  line,
  becomes: '',
  of,
  ...(field && { field }),
});

test.each<Line>([
  edited('minCapacity: 2', 'minCapacity: 3', TARGET, 'minCapacity'),
  edited('maxCapacity: 10', 'maxCapacity: 11', TARGET, 'maxCapacity'),
  edited(
    'dynamicScalingInSuspended: true',
    'dynamicScalingInSuspended: false',
    TARGET,
    'suspendedState.dynamicScalingInSuspended',
  ),
  edited('owner: shop', 'owner: ops', TARGET, 'tags[owner]'),
  // What is suspended stays so, and a tag that the file has no more may be anybody's: neither is a change.
  removed('    dynamicScalingInSuspended: true', TARGET),
  removed("    cost-center: '42'", TARGET),

  edited('targetValue: 100', 'targetValue: 99.5', policy('cpu'), `${TRACKING}.targetValue`),
  edited('scaleOutCooldown: 60', 'scaleOutCooldown: 0', policy('cpu'), `${TRACKING}.scaleOutCooldown`),
  removed('      scaleOutCooldown: 60', policy('cpu'), `${TRACKING}.scaleOutCooldown`),
  removed('      scaleInCooldown: 120', policy('cpu'), `${TRACKING}.scaleInCooldown`),
  removed('      disableScaleIn: true', policy('cpu'), `${TRACKING}.disableScaleIn`),
  edited(
    'CPUUtilization\n',
    'MemoryUtilization\n',
    policy('cpu'),
    `${TRACKING}.predefinedMetricSpecification.predefinedMetricType`,
  ),

  edited('metricName: Depth', 'metricName: Age', policy('depth'), `${CUSTOMIZED}.metricName`),
  edited('statistic: Sum', 'statistic: Maximum', policy('depth'), `${CUSTOMIZED}.statistic`),
  removed('        unit: Count\n        dimensions', policy('depth'), `${CUSTOMIZED}.unit`),
  edited('value: jobs', 'value: mails', policy('depth'), `${CUSTOMIZED}.dimensions`),
  removed('          - name: Priority\n            value: high', policy('depth'), `${CUSTOMIZED}.dimensions`),

  edited('expression: m1 / 2', 'expression: m1 / 3', policy('math'), MATH),
  edited('stat: Sum', 'stat: Average', policy('math'), MATH),
  edited('value: slow', 'value: fast', policy('math'), MATH),
  removed('            label: waiting', policy('math'), MATH),

  removed('      minAdjustmentMagnitude: 2', policy('steps'), `${STEPS}.minAdjustmentMagnitude`),
  removed('      cooldown: 90', policy('steps'), `${STEPS}.cooldown`),
  removed('      metricAggregationType: Maximum', policy('steps'), `${STEPS}.metricAggregationType`),
  edited('scalingAdjustment: 30', 'scalingAdjustment: 40', policy('steps'), `${STEPS}.stepAdjustments`),

  removed('      mode: ForecastAndScale', policy('forecast'), `${PREDICTIVE}.mode`),
  removed('      schedulingBufferTime: 600', policy('forecast'), `${PREDICTIVE}.schedulingBufferTime`),
  edited('maxCapacityBuffer: 10', 'maxCapacityBuffer: 20', policy('forecast'), `${PREDICTIVE}.maxCapacityBuffer`),
  edited('targetValue: 50', 'targetValue: 60', policy('forecast'), `${PREDICTIVE}.metricSpecifications`),

  edited('cron(0 7', 'cron(0 8', ACTION, 'schedule'),
  removed('    timezone: Europe/Berlin', ACTION, 'timezone'),
  edited('2027-01-01', '2027-02-01', ACTION, 'startTime'),
  removed("    endTime: '2028-01-01T00:00:00Z'", ACTION, 'endTime'),
  edited('minCapacity: 4', 'minCapacity: 5', ACTION, 'scalableTargetAction.minCapacity'),
  removed('      maxCapacity: 12', ACTION, 'scalableTargetAction.maxCapacity'),
])('a line alone is what the plan shows: $line -> $becomes', async ({ line, becomes, of, field }) => {
  const account = anAccount();
  const resourcesOf = (text: string) => {
    const { scaling, diagnostics } = read(text, aScaledService({ ...SERVICE, maxCapacity: undefined }));
    expect(diagnostics.all.filter(({ severity }) => severity === 'error')).toEqual([]);
    if (!scaling) throw new Error('The file is right.');
    const service = aScaledService({ ...SERVICE, maxCapacity: undefined });
    return scalingResources(scaling, { service, prune: false, tags: {}, now: 0 }, account.aws);
  };
  await applied(account, resourcesOf(FILE));
  const kept = line.endsWith('dimensions') ? '        dimensions' : '';
  const text = becomes === '' ? FILE.replace(`${line}${kept ? '' : '\n'}`, kept) : FILE.replace(line, becomes);
  expect(text).not.toBe(FILE);
  const plan = await account.clock.run(planAll(resourcesOf(text), new Diagnostics()));
  const changed = plan.resources.flatMap(({ address, changes }) =>
    changes.differences.map(({ path }) => [addressText(address), path] as const),
  );
  expect(changed.map(([address]) => address)).toEqual(field === undefined ? [] : [of]);
  expect(changed.every(([, path]) => path === field || path.startsWith(`${field}[`))).toBe(true);
  expect((await applied(account, resourcesOf(text))).diagnostics.hasErrors).toBe(false);
  expect((await applied(account, resourcesOf(text))).changes).toEqual({});
});

test('a resource label alone is what the plan shows', () => {
  const label = (balancer: string) => `app/${balancer}/0123456789abcdef/targetgroup/web/0123456789abcdef`;
  const policyWith = (resourceLabel: string) => {
    const predefined = `{ predefinedMetricType: ALBRequestCountPerTarget, resourceLabel: ${resourceLabel} }`;
    const text = targetTracking('targetValue: 9', `predefinedMetricSpecification: ${predefined}`);
    const [found] = read(text).scaling?.policies ?? [];
    if (!found) throw new Error('The file is right.');
    return found;
  };
  const [one, two] = [policyWith(label('one')), policyWith(label('two'))];
  const spec = { service: aScaledService(), prune: false, tags: {}, now: 0 };
  const state = { policies: [{ name: one.name, fields: one.fields }], containerInsights: undefined };
  const { differences } = planPolicy(state, two, new Set([two.name]), spec, new Diagnostics());
  expect(differences).toEqual([
    { path: `${TRACKING}.predefinedMetricSpecification.resourceLabel`, from: label('one'), to: label('two') },
  ]);
});
