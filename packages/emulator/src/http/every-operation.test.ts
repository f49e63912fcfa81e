import { sdkWire, systemClock, type InputOf, type Operation, type OutputOf } from '@fargate-actions/aws';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';

const started = anEmulatorOverHttp({ scenario: { timings: { jitter: 0 } } });
const wire = sdkWire({ region: 'eu-central-1', product: ['emulator-test', '0'], clock: systemClock });

const environment = process.env;
beforeAll(async () => {
  process.env = {
    ...environment,
    AWS_ENDPOINT_URL: started.endpoint,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'not a secret',
  };
  await deployed();
});
afterAll(() => {
  process.env = environment;
});

const cluster = 'amply-prod';
const [service, family] = ['amply-worker', 'amply-worker'];
const image = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v1';
const account = 'arn:aws:ecs:eu-central-1:123456789012';

/** What the calls below ask for by ARN. */
const arns = { task: '', serviceDeployment: '', revision: '', targetGroup: '' };

const registration: InputOf<'ecs:RegisterTaskDefinition'> = {
  family,
  cpu: '256',
  memory: '512',
  networkMode: 'awsvpc',
  requiresCompatibilities: ['FARGATE'],
  executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
  containerDefinitions: [
    {
      name: 'worker',
      image,
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': '/ecs/amply-worker',
          'awslogs-region': 'eu-central-1',
          'awslogs-stream-prefix': 'worker',
        },
      },
    },
  ],
};

/** Deploys a service and lets it become steady, so that every read has something to read. */
async function deployed(): Promise<void> {
  const { Subnets = [] } = await wire.call('ec2:DescribeSubnets', {});
  const { SecurityGroups = [] } = await wire.call('ec2:DescribeSecurityGroups', {
    Filters: [{ Name: 'vpc-id', Values: [String(Subnets[0]?.VpcId)] }],
  });
  await wire.call('logs:CreateLogGroup', { logGroupName: '/ecs/amply-worker' });
  await wire.call('ecs:RegisterTaskDefinition', registration);
  const awsvpcConfiguration = {
    subnets: Subnets.map(({ SubnetId }) => String(SubnetId)),
    securityGroups: SecurityGroups.map(({ GroupId }) => String(GroupId)),
  };
  await wire.call('ecs:CreateService', {
    cluster,
    serviceName: service,
    taskDefinition: family,
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration },
  });
  started.emulator.advance(600);
  const tasks = await wire.call('ecs:ListTasks', { cluster });
  arns.task = String(tasks.taskArns?.[0]);
  const deployments = await wire.call('ecs:ListServiceDeployments', { cluster, service });
  arns.serviceDeployment = String(deployments.serviceDeployments?.[0]?.serviceDeploymentArn);
  arns.revision = String(deployments.serviceDeployments?.[0]?.targetServiceRevisionArn);
  const { TargetGroups } = await wire.call('elasticloadbalancing:DescribeTargetGroups', {});
  arns.targetGroup = String(TargetGroups?.[0]?.TargetGroupArn);
}

interface Call<O extends Operation> {
  readonly input: () => InputOf<O>;
  /** Part of the answer, or the name of the error that the SDK makes of it. */
  readonly answer?: Partial<Record<keyof OutputOf<O>, unknown>>;
  readonly error?: string;
}

const scaling = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;
const scaledService = { ...scaling, ResourceId: `service/${cluster}/${service}` };
const someText = expect.any(String);
const repositoryName = 'amply-backend';
const ecrArn = (name: string): string => `arn:aws:ecr:eu-central-1:123456789012:repository/${name}`;
const topicArn = 'arn:aws:sns:eu-central-1:123456789012:amply-alerts';
const logGroupName = '/ecs/amply-worker';
const logGroupArn = `arn:aws:logs:eu-central-1:123456789012:log-group:${logGroupName}`;
const serviceArn = `${account}:service/${cluster}/${service}`;

/** The compiler holds this complete: an operation that the project begins to call needs a line here. */
const calls: { readonly [O in Operation]: Call<O> } = {
  'application-autoscaling:DeregisterScalableTarget': {
    input: () => ({ ...scaling, ResourceId: `service/${cluster}/nope` }),
    error: 'ObjectNotFoundException',
  },
  'application-autoscaling:DescribeScalableTargets': {
    input: () => ({ ServiceNamespace: 'ecs', ResourceIds: [`service/${cluster}/${service}`] }),
    answer: { ScalableTargets: [] },
  },
  'application-autoscaling:RegisterScalableTarget': {
    input: () => ({ ...scaling, ResourceId: `service/${cluster}/${service}`, MinCapacity: 2, MaxCapacity: 4 }),
    answer: { ScalableTargetARN: someText },
  },
  // The target that the line above registers is what these are about.
  'application-autoscaling:PutScalingPolicy': {
    input: () => ({
      ...scaledService,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70.5,
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    }),
    answer: { PolicyARN: someText, Alarms: [{ AlarmName: someText }, { AlarmARN: someText }] },
  },
  'application-autoscaling:DescribeScalingPolicies': {
    input: () => ({ ServiceNamespace: 'ecs' }),
    answer: {
      ScalingPolicies: [
        { CreationTime: expect.any(Date), TargetTrackingScalingPolicyConfiguration: { TargetValue: 70.5 } },
      ],
    },
  },
  'application-autoscaling:DeleteScalingPolicy': {
    input: () => ({ ...scaledService, PolicyName: 'nope' }),
    error: 'ObjectNotFoundException',
  },
  'application-autoscaling:PutScheduledAction': {
    input: () => ({
      ...scaledService,
      ScheduledActionName: 'night',
      Schedule: 'cron(0 20 ? * MON-FRI *)',
      Timezone: 'Europe/Berlin',
      StartTime: new Date('2026-12-01T00:00:00Z'),
      ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 0 },
    }),
    answer: {},
  },
  'application-autoscaling:DescribeScheduledActions': {
    input: () => ({ ServiceNamespace: 'ecs' }),
    answer: {
      ScheduledActions: [{ StartTime: new Date('2026-12-01T00:00:00Z'), ScalableTargetAction: { MinCapacity: 0 } }],
    },
  },
  'application-autoscaling:DeleteScheduledAction': {
    input: () => ({ ...scaledService, ScheduledActionName: 'night' }),
    answer: {},
  },
  'application-autoscaling:DescribeScalingActivities': {
    input: () => ({ ServiceNamespace: 'ecs' }),
    answer: { ScalingActivities: [] },
  },
  'application-autoscaling:ListTagsForResource': {
    input: () => ({
      ResourceARN: 'arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target/1234abcd',
    }),
    error: 'ResourceNotFoundException',
  },
  'application-autoscaling:TagResource': {
    input: () => ({
      ResourceARN: 'arn:aws:application-autoscaling:eu-central-1:123456789012:scalable-target/1234abcd',
      Tags: { team: 'shop' },
    }),
    error: 'ResourceNotFoundException',
  },
  'cloudwatch:DescribeAlarms': { input: () => ({}), answer: { MetricAlarms: expect.any(Array) } },
  'cloudwatch:PutMetricAlarm': {
    input: () => ({
      AlarmName: 'cpu',
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 3,
      Threshold: 80.5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Tags: [{ Key: 'a', Value: 'b' }],
    }),
  },
  'cloudwatch:PutCompositeAlarm': { input: () => ({ AlarmName: 'both', AlarmRule: 'ALARM(cpu)' }) },
  'cloudwatch:ListTagsForResource': {
    input: () => ({ ResourceARN: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu' }),
    answer: { Tags: [{ Key: 'a', Value: 'b' }] },
  },
  'cloudwatch:TagResource': {
    input: () => ({
      ResourceARN: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu',
      Tags: [{ Key: 'a', Value: 'c' }],
    }),
    answer: {},
  },
  'tag:GetResources': {
    input: () => ({ ResourceTypeFilters: ['cloudwatch:alarm'], TagFilters: [{ Key: 'a', Values: ['c'] }] }),
    answer: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu' }] },
  },
  'cloudwatch:DeleteAlarms': { input: () => ({ AlarmNames: ['both'] }) },
  'cloudwatch:PutDashboard': {
    input: () => ({ DashboardName: 'amply', DashboardBody: '{"widgets":[]}' }),
    answer: { DashboardValidationMessages: [] },
  },
  'cloudwatch:GetDashboard': {
    input: () => ({ DashboardName: 'amply' }),
    answer: { DashboardName: 'amply', DashboardBody: '{"widgets":[]}' },
  },
  'cloudwatch:ListDashboards': {
    input: () => ({ DashboardNamePrefix: 'am' }),
    answer: { DashboardEntries: [{ DashboardName: 'amply', LastModified: expect.any(Date) }] },
  },
  'cloudwatch:DeleteDashboards': { input: () => ({ DashboardNames: ['amply'] }), answer: {} },
  'cloudwatch:GetMetricData': {
    input: () => ({
      StartTime: new Date('2026-11-23T08:00:00Z'),
      EndTime: new Date('2026-11-23T09:00:00Z'),
      MetricDataQueries: [
        {
          Id: 'm1',
          MetricStat: { Metric: { Namespace: 'AWS/SQS', MetricName: 'NumberOfMessagesSent' }, Period: 60, Stat: 'Sum' },
        },
      ],
    }),
    answer: { MetricDataResults: [{ Id: 'm1', Timestamps: [], Values: [], StatusCode: 'Complete' }] },
  },
  'ec2:DescribeSecurityGroups': {
    input: () => ({ Filters: [{ Name: 'group-name', Values: ['sg-ecs'] }] }),
    answer: { SecurityGroups: [{ GroupName: 'sg-ecs' }, { GroupName: 'sg-ecs' }] },
  },
  'ec2:DescribeSubnets': {
    input: () => ({ Filters: [{ Name: 'tag:Name', Values: ['subnet-private-1b'] }] }),
    answer: { Subnets: [{ AvailabilityZone: 'eu-central-1b' }] },
  },
  'ec2:DescribeVpcs': { input: () => ({}), answer: { Vpcs: [{ VpcId: someText }, { VpcId: someText }] } },
  'ecr:BatchGetImage': {
    input: () => ({ repositoryName: 'amply-backend', imageIds: [{ imageTag: 'v1' }] }),
    answer: { images: [{ imageId: { imageTag: 'v1' } }], failures: [] },
  },
  'ecr:DescribeRepositories': { input: () => ({}), answer: { repositories: [{ repositoryName: 'amply-backend' }] } },
  'ecr:CreateRepository': {
    input: () => ({ repositoryName: 'other/app', tags: [{ Key: 'a', Value: 'b' }] }),
    answer: { repository: { repositoryArn: ecrArn('other/app'), createdAt: expect.any(Date) } },
  },
  'ecr:DeleteLifecyclePolicy': {
    input: () => ({ repositoryName: 'nope' }),
    error: 'RepositoryNotFoundException',
  },
  'ecr:DescribeImages': {
    input: () => ({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
    answer: { imageDetails: [{ imageTags: ['v1'], imagePushedAt: expect.any(Date), imageSizeInBytes: 52_428_800 }] },
  },
  'ecr:DescribeImageScanFindings': {
    input: () => ({ repositoryName, imageId: { imageTag: 'v1' } }),
    error: 'ScanNotFoundException',
  },
  'ecr:GetAuthorizationToken': {
    input: () => ({}),
    answer: { authorizationData: [{ authorizationToken: someText, expiresAt: expect.any(Date) }] },
  },
  'ecr:GetDownloadUrlForLayer': {
    input: () => ({ repositoryName, layerDigest: 'sha256:0' }),
    error: 'LayersNotFoundException',
  },
  'ecr:GetLifecyclePolicy': { input: () => ({ repositoryName }), error: 'LifecyclePolicyNotFoundException' },
  'ecr:GetLifecyclePolicyPreview': {
    input: () => ({ repositoryName }),
    error: 'LifecyclePolicyPreviewNotFoundException',
  },
  'ecr:ListTagsForResource': { input: () => ({ resourceArn: ecrArn(repositoryName) }), answer: { tags: [] } },
  'ecr:PutImage': {
    input: () => ({ repositoryName, imageManifest: '{}' }),
    error: 'InvalidParameterException',
  },
  'ecr:PutImageScanningConfiguration': {
    input: () => ({ repositoryName, imageScanningConfiguration: { scanOnPush: true } }),
    answer: { imageScanningConfiguration: { scanOnPush: true } },
  },
  'ecr:PutImageTagMutability': {
    input: () => ({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
    answer: { imageTagMutability: 'IMMUTABLE' },
  },
  'ecr:PutLifecyclePolicy': {
    input: () => ({ repositoryName, lifecyclePolicyText: '{}' }),
    error: 'InvalidParameterException',
  },
  'ecr:StartImageScan': {
    input: () => ({ repositoryName, imageId: { imageTag: 'v1' } }),
    answer: { imageScanStatus: { status: 'IN_PROGRESS' } },
  },
  'ecr:StartLifecyclePolicyPreview': { input: () => ({ repositoryName }), error: 'LifecyclePolicyNotFoundException' },
  'ecr:TagResource': {
    input: () => ({ resourceArn: ecrArn(repositoryName), tags: [{ Key: 'a', Value: 'b' }] }),
    answer: {},
  },
  'ecs:CreateCluster': {
    input: () => ({ clusterName: 'other' }),
    answer: { cluster: { clusterArn: `${account}:cluster/other`, status: 'ACTIVE' } },
  },
  'ecs:CreateService': { input: () => ({ cluster: 'nope', serviceName: 'x' }), error: 'ClusterNotFoundException' },
  'ecs:DeleteService': { input: () => ({ cluster, service: 'nope' }), error: 'ServiceNotFoundException' },
  'ecs:DescribeClusters': {
    input: () => ({ clusters: [cluster, 'nope'] }),
    answer: { clusters: [{ clusterName: cluster, runningTasksCount: 2 }], failures: [{ reason: 'MISSING' }] },
  },
  'ecs:DescribeServiceDeployments': {
    input: () => ({ serviceDeploymentArns: [arns.serviceDeployment] }),
    answer: { serviceDeployments: [{ status: 'SUCCESSFUL', finishedAt: expect.any(Date) }] },
  },
  'ecs:DescribeServiceRevisions': {
    input: () => ({ serviceRevisionArns: [arns.revision] }),
    answer: { serviceRevisions: [{ taskDefinition: `${account}:task-definition/${family}:1` }] },
  },
  'ecs:DescribeServices': {
    input: () => ({ cluster, services: [service] }),
    answer: {
      services: [{ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED', createdAt: expect.any(Date) }] }],
    },
  },
  'ecs:DescribeTaskDefinition': {
    input: () => ({ taskDefinition: family }),
    answer: { taskDefinition: { revision: 1, registeredAt: expect.any(Date), cpu: '256' } },
  },
  'ecs:DescribeTasks': {
    input: () => ({ cluster, tasks: [arns.task] }),
    answer: { tasks: [{ lastStatus: 'RUNNING', startedAt: expect.any(Date), group: `service:${service}` }] },
  },
  'ecs:GetTaskProtection': {
    input: () => ({ cluster, tasks: [arns.task] }),
    answer: { protectedTasks: [{ taskArn: someText, protectionEnabled: false }] },
  },
  'ecs:ListServiceDeployments': {
    input: () => ({ cluster, service, createdAt: { after: new Date(0) } }),
    answer: { serviceDeployments: [{ status: 'SUCCESSFUL' }] },
  },
  'ecs:ListServices': { input: () => ({ cluster }), answer: { serviceArns: [serviceArn] } },
  'ecs:ListTagsForResource': { input: () => ({ resourceArn: serviceArn }), answer: { tags: expect.any(Array) } },
  'ecs:ListTaskDefinitions': {
    input: () => ({ familyPrefix: family }),
    answer: { taskDefinitionArns: expect.arrayContaining([`${account}:task-definition/${family}:1`]) },
  },
  'ecs:ListTasks': {
    input: () => ({ cluster, serviceName: service }),
    answer: { taskArns: [someText, someText] },
  },
  'ecs:PutClusterCapacityProviders': {
    input: () => ({ cluster, capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy: [] }),
    answer: { cluster: { capacityProviders: ['FARGATE', 'FARGATE_SPOT'] } },
  },
  'ecs:RegisterTaskDefinition': {
    input: () => ({ ...registration, family: 'another' }),
    answer: { taskDefinition: { revision: 1, status: 'ACTIVE' } },
  },
  'ecs:RunTask': {
    input: () => ({ cluster, taskDefinition: family, count: 11, launchType: 'FARGATE', clientToken: 'once' }),
    error: 'InvalidParameterException',
  },
  'ecs:StopServiceDeployment': {
    input: () => ({ serviceDeploymentArn: arns.serviceDeployment, stopType: 'ROLLBACK' }),
    error: 'ConflictException',
  },
  'ecs:StopTask': {
    input: () => ({ cluster, task: arns.task, reason: 'A stray' }),
    answer: { task: { desiredStatus: 'STOPPED', stopCode: 'UserInitiated', stoppedReason: 'A stray' } },
  },
  'ecs:TagResource': { input: () => ({ resourceArn: serviceArn, tags: [{ key: 'a', value: 'b' }] }), answer: {} },
  'ecs:UntagResource': { input: () => ({ resourceArn: serviceArn, tagKeys: ['a'] }), answer: {} },
  'ecs:UpdateClusterSettings': {
    input: () => ({ cluster, settings: [{ name: 'containerInsights', value: 'enabled' }] }),
    answer: { cluster: { clusterName: cluster } },
  },
  'ecs:UpdateService': { input: () => ({ cluster, service: 'nope' }), error: 'ServiceNotFoundException' },
  'elasticloadbalancing:DescribeTargetGroups': {
    input: () => ({ Names: ['amply-api-tg'] }),
    answer: { TargetGroups: [{ TargetType: 'ip' }] },
  },
  'elasticloadbalancing:DescribeTargetHealth': {
    input: () => ({ TargetGroupArn: arns.targetGroup }),
    answer: { TargetHealthDescriptions: [] },
  },
  'elasticloadbalancing:DescribeTargetGroupAttributes': {
    input: () => ({ TargetGroupArn: arns.targetGroup }),
    answer: { Attributes: expect.arrayContaining([{ Key: 'deregistration_delay.timeout_seconds', Value: '300' }]) },
  },
  'elasticloadbalancing:ModifyTargetGroup': {
    input: () => ({ TargetGroupArn: arns.targetGroup, HealthCheckPath: '/health' }),
    answer: { TargetGroups: [expect.objectContaining({ HealthCheckPath: '/health' })] },
  },
  'elasticloadbalancing:ModifyTargetGroupAttributes': {
    input: () => ({
      TargetGroupArn: arns.targetGroup,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
    answer: { Attributes: expect.arrayContaining([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]) },
  },
  'events:PutRule': {
    input: () => ({ Name: 'failed', EventPattern: '{"source":["aws.ecs"]}', Tags: [{ Key: 'a', Value: 'b' }] }),
    answer: { RuleArn: 'arn:aws:events:eu-central-1:123456789012:rule/failed' },
  },
  'events:DescribeRule': {
    input: () => ({ Name: 'failed' }),
    answer: { Name: 'failed', State: 'ENABLED', EventBusName: 'default' },
  },
  'events:ListTagsForResource': {
    input: () => ({ ResourceARN: 'arn:aws:events:eu-central-1:123456789012:rule/failed' }),
    answer: { Tags: [{ Key: 'a', Value: 'b' }] },
  },
  'events:ListRules': { input: () => ({ NamePrefix: 'fail' }), answer: { Rules: [{ Name: 'failed' }] } },
  'events:PutTargets': {
    input: () => ({ Rule: 'failed', Targets: [{ Id: 'topic', Arn: topicArn }] }),
    answer: { FailedEntryCount: 0 },
  },
  'events:ListTargetsByRule': {
    input: () => ({ Rule: 'failed' }),
    answer: { Targets: [{ Id: 'topic', Arn: topicArn }] },
  },
  'events:RemoveTargets': { input: () => ({ Rule: 'failed', Ids: ['topic'] }), answer: { FailedEntryCount: 0 } },
  'events:DeleteRule': { input: () => ({ Name: 'failed' }) },
  'iam:GetRole': { input: () => ({ RoleName: 'amply-task-execution' }), answer: { Role: { Path: '/' } } },
  'logs:CreateLogGroup': { input: () => ({ logGroupName: '/ecs/other' }) },
  'logs:DescribeLogGroups': {
    input: () => ({ logGroupNamePrefix: '/ecs/amply-w' }),
    answer: { logGroups: [{ logGroupName: '/ecs/amply-worker' }] },
  },
  'logs:DescribeLogStreams': {
    input: () => ({ logGroupName: '/ecs/amply-worker' }),
    answer: { logStreams: expect.any(Array) },
  },
  'logs:GetLogEvents': {
    input: () => ({ logGroupName: '/ecs/amply-worker', logStreamName: 'worker/worker/nope' }),
    error: 'ResourceNotFoundException',
  },
  'logs:PutRetentionPolicy': { input: () => ({ logGroupName, retentionInDays: 30 }) },
  'logs:DeleteRetentionPolicy': { input: () => ({ logGroupName }) },
  'logs:AssociateKmsKey': {
    input: () => ({ logGroupName, kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd' }),
  },
  'logs:DisassociateKmsKey': { input: () => ({ logGroupName }) },
  'logs:TagResource': { input: () => ({ resourceArn: logGroupArn, tags: { a: 'b' } }) },
  'logs:ListTagsForResource': { input: () => ({ resourceArn: logGroupArn }), answer: { tags: { a: 'b' } } },
  'logs:PutMetricFilter': {
    input: () => ({
      logGroupName,
      filterName: 'errors',
      filterPattern: '{ $.level = "ERROR" }',
      metricTransformations: [{ metricName: 'errors', metricNamespace: 'amply', metricValue: '1', defaultValue: 0 }],
    }),
  },
  'logs:DescribeMetricFilters': {
    input: () => ({ logGroupName }),
    answer: { metricFilters: [{ filterName: 'errors', creationTime: expect.any(Number) }] },
  },
  'logs:DeleteMetricFilter': { input: () => ({ logGroupName, filterName: 'errors' }) },
  'logs:PutQueryDefinition': {
    input: () => ({ name: 'amply/errors', queryString: 'fields @message', logGroupNames: [logGroupName] }),
    answer: { queryDefinitionId: someText },
  },
  'logs:DescribeQueryDefinitions': {
    input: () => ({ queryDefinitionNamePrefix: 'amply' }),
    answer: { queryDefinitions: [{ name: 'amply/errors', queryString: 'fields @message' }] },
  },
  'logs:DeleteQueryDefinition': {
    input: () => ({ queryDefinitionId: '00000000-0000-0000-0000-000000000000' }),
    error: 'ResourceNotFoundException',
  },
  'secretsmanager:DescribeSecret': {
    input: () => ({ SecretId: 'amply/stripe-secret' }),
    answer: { Name: 'amply/stripe-secret' },
  },
  'sns:GetTopicAttributes': {
    input: () => ({ TopicArn: topicArn }),
    answer: { Attributes: expect.objectContaining({ TopicArn: topicArn, Policy: someText }) },
  },
  'sns:SetTopicAttributes': {
    input: () => ({ TopicArn: topicArn, AttributeName: 'Policy', AttributeValue: '{}' }),
    error: 'InvalidParameterException',
  },
  'sns:ListTopics': {
    input: () => ({}),
    answer: { Topics: [{ TopicArn: topicArn }] },
  },
  'ssm:DeleteParameter': { input: () => ({ Name: '/nope' }), error: 'ParameterNotFound' },
  'ssm:DescribeParameters': {
    input: () => ({ ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: ['x'] }] }),
    answer: { Parameters: [] },
  },
  'ssm:GetParameter': { input: () => ({ Name: '/nope' }), error: 'ParameterNotFound' },
  'ssm:PutParameter': {
    input: () => ({ Name: '/fargate-actions/lock', Value: 'ours', Type: 'String', Overwrite: false }),
    answer: { Version: 1, Tier: 'Standard' },
  },
  'sts:GetCallerIdentity': { input: () => ({}), answer: { Account: '123456789012' } },
};

// The pairs lose which input belongs to which operation; the table above has just held them together.
test.each(Object.entries(calls) as [Operation, Call<Operation>][])(
  'the SDK understands the answer to %s',
  async (operation, { input, answer = {}, error }) => {
    const answered = wire.call(operation, input());
    if (error !== undefined) await expect(answered).rejects.toMatchObject({ name: error });
    else expect(await answered).toMatchObject(answer);
  },
);
