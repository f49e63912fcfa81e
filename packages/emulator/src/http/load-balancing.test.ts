import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp();
const elb = () => new ElasticLoadBalancingV2Client(started.client);

const seededGroup = async () => {
  const { TargetGroups = [] } = await elb().send(new DescribeTargetGroupsCommand({ Names: ['amply-api-tg'] }));
  return { arn: TargetGroups[0]?.TargetGroupArn, group: TargetGroups[0] };
};

test('a target group is found by its name, with numbers and booleans as such', async () => {
  expect((await seededGroup()).group).toMatchObject({
    TargetGroupName: 'amply-api-tg',
    TargetType: 'ip',
    Port: 8000,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    Matcher: { HttpCode: '200' },
  });
});

test('a target group is found by its ARN and by its load balancer', async () => {
  const { arn, group } = await seededGroup();
  const byArn = await elb().send(new DescribeTargetGroupsCommand({ TargetGroupArns: [String(arn)] }));
  const byBalancer = await elb().send(
    new DescribeTargetGroupsCommand({ LoadBalancerArn: group?.LoadBalancerArns?.[0] }),
  );
  expect(byArn.TargetGroups).toEqual([group]);
  expect(byBalancer.TargetGroups).toEqual([group]);
});

test.each([
  { name: 'an unknown name', input: { Names: ['nope'] }, error: 'TargetGroupNotFoundException' },
  { name: 'an unknown load balancer', input: { LoadBalancerArn: 'nope' }, error: 'LoadBalancerNotFoundException' },
  { name: 'names and ARNs at once', input: { Names: ['a'], TargetGroupArns: ['b'] }, error: 'ValidationError' },
  { name: 'a marker of nobody', input: { Marker: 'nope' }, error: 'ValidationError' },
])('$name is refused as the SDK knows it', async ({ input, error }) => {
  await expect(elb().send(new DescribeTargetGroupsCommand(input))).rejects.toMatchObject({
    name: error,
    $metadata: { httpStatusCode: 400 },
  });
});

test('the health of the targets is told, also of those that are not there', async () => {
  const { arn } = await seededGroup();
  const [group] = started.emulator.world.targetGroups;
  group?.targets.push({
    ip: '10.0.1.5',
    port: 8000,
    availabilityZone: 'eu-central-1a',
    state: 'unhealthy',
    reason: 'Target.FailedHealthChecks',
    description: 'Health checks failed with these codes: [503]',
    registeredAt: 0,
    epoch: 0,
  });
  const all = await elb().send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }));
  const absent = await elb().send(
    new DescribeTargetHealthCommand({ TargetGroupArn: arn, Targets: [{ Id: '10.0.1.6' }] }),
  );
  expect(all.TargetHealthDescriptions).toEqual([
    {
      Target: { Id: '10.0.1.5', Port: 8000, AvailabilityZone: 'eu-central-1a' },
      HealthCheckPort: '8000',
      TargetHealth: {
        State: 'unhealthy',
        Reason: 'Target.FailedHealthChecks',
        Description: 'Health checks failed with these codes: [503]',
      },
    },
  ]);
  expect(absent.TargetHealthDescriptions?.[0]?.TargetHealth).toMatchObject({
    State: 'unused',
    Reason: 'Target.NotRegistered',
  });
});

test('a health check is changed, and only what was given', async () => {
  const { arn } = await seededGroup();
  const changed = await elb().send(
    new ModifyTargetGroupCommand({ TargetGroupArn: arn, HealthCheckPath: '/health', HealthyThresholdCount: 2 }),
  );
  expect(changed.TargetGroups?.[0]).toMatchObject({
    HealthCheckPath: '/health',
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 2,
    HealthCheckTimeoutSeconds: 5,
  });
});

test.each([
  { name: 'interval too short', input: { HealthCheckIntervalSeconds: 4 } },
  { name: 'interval too long', input: { HealthCheckIntervalSeconds: 301 } },
  { name: 'time-out too long', input: { HealthCheckTimeoutSeconds: 121 } },
  { name: 'time-out as long as the interval', input: { HealthCheckTimeoutSeconds: 30 } },
  { name: 'threshold too low', input: { HealthyThresholdCount: 1 } },
  { name: 'threshold too high', input: { UnhealthyThresholdCount: 11 } },
  { name: 'path without a slash', input: { HealthCheckPath: 'health' } },
])('a health check is refused and unchanged: $name', async ({ input }) => {
  const { arn, group } = await seededGroup();
  await expect(
    elb().send(new ModifyTargetGroupCommand({ TargetGroupArn: arn, HealthCheckPort: '9', ...input })),
  ).rejects.toMatchObject({ name: 'ValidationError' });
  expect((await seededGroup()).group).toEqual(group);
});

test('attributes are read and changed', async () => {
  const { arn } = await seededGroup();
  const delay = { Key: 'deregistration_delay.timeout_seconds', Value: '5' };
  await elb().send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: [delay] }));
  const { Attributes } = await elb().send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
  expect(Attributes).toContainEqual(delay);
});

test.each([
  { Key: 'deregistration_delay.timeout_seconds', Value: '3601' },
  { Key: 'deregistration_delay.timeout_seconds', Value: 'soon' },
  { Key: 'deregistration.delay', Value: '5' },
])('an attribute is refused: $Key $Value', async (attribute) => {
  const { arn } = await seededGroup();
  await expect(
    elb().send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: [attribute] })),
  ).rejects.toMatchObject({ name: 'ValidationError' });
});

test('the load balancer listens and forwards to the target group', async () => {
  const { arn } = await seededGroup();
  const { LoadBalancers = [] } = await elb().send(new DescribeLoadBalancersCommand({ Names: ['amply-alb'] }));
  const { Listeners } = await elb().send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
  );
  expect(LoadBalancers[0]?.CreatedTime).toBeInstanceOf(Date);
  expect(Listeners?.[0]?.DefaultActions).toEqual([{ Type: 'forward', TargetGroupArn: arn, Order: 1 }]);
  await expect(elb().send(new DescribeLoadBalancersCommand({ Names: ['nope'] }))).rejects.toMatchObject({
    name: 'LoadBalancerNotFoundException',
  });
});
