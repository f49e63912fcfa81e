import type { Rules } from '@fargate-actions/engine';

/** Fields that only CreateService takes. Source: reference/ecs-facts.md, "CreateService / UpdateService". */
export const CREATE_ONLY = ['role', 'schedulingStrategy', 'launchType'] as const;

/** The capacity providers of Fargate. */
export const FARGATE_PROVIDERS: ReadonlySet<unknown> = new Set(['FARGATE', 'FARGATE_SPOT']);

/** Source: reference/ecs-facts.md, "CreateService / UpdateService". */
const DEPLOYING: ReadonlySet<string> = new Set([
  'taskDefinition',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'forceNewDeployment',
]);

/** Whether UpdateService starts a deployment when it is sent this field, with another value than the service has. */
export const startsDeployment = (field: string): boolean => DEPLOYING.has(field);

/** What DescribeServices adds, and what people leave in a file that was described. */
export const READ_ONLY = [
  'serviceArn',
  'clusterArn',
  'status',
  'runningCount',
  'pendingCount',
  'platformFamily',
  'taskSets',
  'deployments',
  'roleArn',
  'events',
  'createdAt',
  'createdBy',
  'currentServiceDeployment',
  'currentServiceRevisions',
  'resourceManagementType',
] as const;

/**
 * How two services compare: an absent field is left alone, and AWS's additions inside a given one are no difference.
 * Source: design.md, "The engine"; the defaults from reference/ecs-facts.md.
 */
export const SERVICE_RULES: Rules = {
  absent: 'left alone',
  unordered: new Set([
    'networkConfiguration.awsvpcConfiguration.subnets',
    'networkConfiguration.awsvpcConfiguration.securityGroups',
    'capacityProviderStrategy',
    'loadBalancers',
    'serviceRegistries',
    'deploymentConfiguration.alarms.alarmNames',
  ]),
  defaults: {
    'capacityProviderStrategy[].base': 0,
    'capacityProviderStrategy[].weight': 0,
    'networkConfiguration.awsvpcConfiguration.assignPublicIp': 'DISABLED',
    'deploymentController.type': 'ECS',
    platformVersion: 'LATEST',
    healthCheckGracePeriodSeconds: 0,
    enableExecuteCommand: false,
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    schedulingStrategy: 'REPLICA',
    availabilityZoneRebalancing: 'DISABLED',
    'deploymentConfiguration.strategy': 'ROLLING',
    'deploymentConfiguration.bakeTimeInMinutes': 0,
    'deploymentConfiguration.deploymentCircuitBreaker.resetOnHealthyTask': true,
  },
};
