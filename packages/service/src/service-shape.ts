import type { Fields, Shape } from '@fargate-actions/documents';

const LOAD_BALANCER: Shape = {
  fields: {
    targetGroupArn: 'text',
    loadBalancerName: 'text',
    containerName: 'text',
    containerPort: 'whole number',
    advancedConfiguration: 'object',
  },
};

const STRATEGY_ITEM: Shape = { fields: { capacityProvider: 'text', weight: 'whole number', base: 'whole number' } };

const DEPLOYMENT_CONFIGURATION: Shape = {
  fields: {
    deploymentCircuitBreaker: {
      fields: {
        enable: 'flag',
        rollback: 'flag',
        resetOnHealthyTask: 'flag',
        thresholdConfiguration: {
          fields: { type: { choice: ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'] }, value: 'whole number' },
        },
      },
    },
    maximumPercent: 'whole number',
    minimumHealthyPercent: 'whole number',
    alarms: { fields: { alarmNames: { items: 'text' }, enable: 'flag', rollback: 'flag' } },
    strategy: { choice: ['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'] },
    bakeTimeInMinutes: 'whole number',
    lifecycleHooks: 'list',
    linearConfiguration: { fields: { stepPercent: 'number', stepBakeTimeInMinutes: 'whole number' } },
    canaryConfiguration: { fields: { canaryPercent: 'number', canaryBakeTimeInMinutes: 'whole number' } },
    earlySuccessCriteria: {
      fields: {
        enable: 'flag',
        healthyPercent: 'whole number',
        sourceServiceRevisionCleanup: { choice: ['BLOCKING', 'DEFERRED'] },
      },
    },
  },
};

/** Every field that a service file may have. Source: reference/ecs-facts.md, "CreateService / UpdateService"; the SDK. */
export const SERVICE_SHAPE: { readonly fields: Fields } = {
  fields: {
    serviceName: 'text',
    service: 'text',
    cluster: 'text',
    taskDefinition: 'text',
    launchType: { choice: ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] },
    platformVersion: 'text',
    role: 'text',
    schedulingStrategy: { choice: ['REPLICA', 'DAEMON'] },
    propagateTags: { choice: ['NONE', 'SERVICE', 'TASK_DEFINITION'] },
    availabilityZoneRebalancing: { choice: ['ENABLED', 'DISABLED'] },
    clientToken: 'text',
    desiredCount: 'whole number',
    healthCheckGracePeriodSeconds: 'whole number',
    enableExecuteCommand: 'flag',
    enableECSManagedTags: 'flag',
    forceNewDeployment: 'flag',
    capacityProviderStrategy: { items: STRATEGY_ITEM },
    loadBalancers: { items: LOAD_BALANCER },
    serviceRegistries: {
      items: {
        fields: { registryArn: 'text', port: 'whole number', containerName: 'text', containerPort: 'whole number' },
      },
    },
    placementConstraints: 'list',
    placementStrategy: 'list',
    volumeConfigurations: 'list',
    vpcLatticeConfigurations: 'list',
    gatewayConnectors: 'list',
    monitoring: 'object',
    tags: 'list',
    networkConfiguration: {
      fields: {
        awsvpcConfiguration: {
          fields: {
            subnets: { items: 'text' },
            securityGroups: { items: 'text' },
            assignPublicIp: 'text',
          },
        },
      },
    },
    deploymentConfiguration: DEPLOYMENT_CONFIGURATION,
    deploymentController: { fields: { type: 'text' } },
    serviceConnectConfiguration: 'object',
  },
};
