import * as fc from 'fast-check';
import type { StackFiles } from './assembled.ts';

interface RandomService {
  readonly isSingleton: boolean;
  readonly containers: number;
  readonly logs: 'own' | 'shared' | 'none';
  readonly hasTargetGroup: boolean;
  readonly scaling: 'none' | 'cpu' | 'schedule';
  readonly isGuarded: boolean;
  readonly hasSecret: boolean;
  /** Which of the services before it must be deployed first; none where there is no such. */
  readonly after: number;
}

interface RandomStack {
  readonly services: readonly RandomService[];
  readonly environment: boolean;
  readonly offHours: boolean;
  readonly lifecyclePolicy: boolean;
  readonly recommended: boolean;
  readonly dashboard: boolean;
  readonly retention: boolean;
  readonly errorLogs: boolean;
  readonly logQueries: boolean;
}

const randomService: fc.Arbitrary<RandomService> = fc.record({
  isSingleton: fc.boolean(),
  containers: fc.integer({ min: 1, max: 3 }),
  logs: fc.constantFrom('own', 'shared', 'none'),
  hasTargetGroup: fc.boolean(),
  scaling: fc.constantFrom('none', 'cpu', 'schedule'),
  isGuarded: fc.boolean(),
  hasSecret: fc.boolean(),
  after: fc.nat({ max: 5 }),
});

/** Stacks of one to five services of every kind, with all that can watch and scale them. */
export const randomStack: fc.Arbitrary<RandomStack> = fc.record({
  services: fc.array(randomService, { minLength: 1, maxLength: 5 }),
  environment: fc.boolean(),
  offHours: fc.boolean(),
  lifecyclePolicy: fc.boolean(),
  recommended: fc.boolean(),
  dashboard: fc.boolean(),
  retention: fc.boolean(),
  errorLogs: fc.boolean(),
  logQueries: fc.boolean(),
});

const nameOf = (index: number): string => `shop-s${index}`;

/** The files of a random stack, in JSON. */
export function filesOf(stack: RandomStack): StackFiles {
  const files: Record<string, unknown> = { 'deploy/stack.yml': stackFile(stack) };
  stack.services.forEach((service, index) => {
    files[`deploy/s${index}/task.yml`] = taskDefinition(service, index);
    files[`deploy/s${index}/service.yml`] = serviceFile(service, index);
    if (service.hasTargetGroup) files[`deploy/s${index}/target-group.yml`] = { HealthCheckPath: '/health' };
    if (scales(service)) files[`deploy/s${index}/scaling.yml`] = scalingFile(service);
  });
  files['deploy/alarms.yml'] = stack.services.flatMap((service, index) => [
    { alarmName: `${nameOf(index)}-cpu`, metricName: 'CPUUtilization', threshold: 80 },
    ...(service.isGuarded
      ? [{ alarmName: `${nameOf(index)}-guard`, metricName: 'CPUUtilization', threshold: 95, guardsDeployment: true }]
      : []),
  ]);
  files['deploy/lifecycle-policy.json'] = {
    rules: [
      {
        rulePriority: 1,
        selection: {
          tagStatus: 'tagged',
          tagPatternList: ['deployed-*'],
          countType: 'imageCountMoreThan',
          countNumber: 100,
        },
        action: { type: 'expire' },
      },
    ],
  };
  return Object.fromEntries(Object.entries(files).map(([path, value]) => [path, JSON.stringify(value)]));
}

/** Nothing scales a singleton. */
const scales = ({ scaling, isSingleton }: RandomService): boolean => scaling !== 'none' && !isSingleton;

function stackFile(stack: RandomStack) {
  return {
    name: 'shop',
    region: 'eu-central-1',
    vpc: 'amply',
    cluster: { name: 'shop-prod', capacityProviders: ['FARGATE'], containerInsights: 'enabled' },
    image: {
      repository: 'amply-backend',
      ...(stack.lifecyclePolicy && { lifecyclePolicy: 'lifecycle-policy.json' }),
    },
    defaults: {
      executionRoleArn: 'amply-task-execution',
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['subnet-private-1a', 'subnet-private-1b'], securityGroups: ['sg-ecs'] },
      },
    },
    services: Object.fromEntries(
      stack.services.map((service, index) => [
        `s${index}`,
        {
          taskDefinition: `s${index}/task.yml`,
          service: `s${index}/service.yml`,
          ...(service.isSingleton && { singleton: true }),
          ...(service.hasTargetGroup && { targetGroup: `s${index}/target-group.yml` }),
          ...(scales(service) && { scaling: `s${index}/scaling.yml` }),
          ...(service.after < index && { after: [`s${service.after}`] }),
        },
      ]),
    ),
    monitoring: {
      alarms: 'alarms.yml',
      notify: 'amply-alerts',
      recommended: stack.recommended,
      dashboard: stack.dashboard,
      ...(stack.retention && { logRetentionInDays: 30 }),
      errorLogs: stack.errorLogs,
      logQueries: stack.logQueries,
    },
    ...(stack.environment && {
      environments: {
        staging: {
          production: false,
          region: 'eu-west-1',
          cluster: { name: 'shop-staging' },
          ...(stack.offHours && {
            offHours: { stop: '20:00', start: '07:00', days: 'mon-fri', timezone: 'Europe/Berlin' },
          }),
        },
      },
    }),
  };
}

function taskDefinition(service: RandomService, index: number) {
  return {
    family: nameOf(index),
    cpu: '512',
    memory: '1024',
    containerDefinitions: Array.from({ length: service.containers }, (_, container) => ({
      name: container === 0 ? 'app' : `side-${container}`,
      image:
        container < 2
          ? 'xxxx.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:latest'
          : 'nginx@sha256:'.padEnd(77, 'a'),
      ...(container === 0 && { portMappings: [{ containerPort: 8000 }] }),
      ...(service.logs !== 'none' && {
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': service.logs === 'own' ? `/ecs/${nameOf(index)}` : '/ecs/shop' },
        },
      }),
      ...(service.hasSecret && {
        secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:aws:secretsmanager:...:amply/database-url' }],
      }),
    })),
  };
}

function serviceFile(service: RandomService, index: number) {
  return {
    serviceName: nameOf(index),
    ...(!service.isSingleton && { desiredCount: 2 }),
    launchType: 'FARGATE',
    ...(service.hasTargetGroup && {
      loadBalancers: [{ targetGroupArn: 'amply-api-tg', containerName: 'app', containerPort: 8000 }],
    }),
  };
}

function scalingFile({ scaling }: RandomService) {
  return {
    scalableTarget: { minCapacity: 1, maxCapacity: 10 },
    ...(scaling === 'cpu'
      ? {
          scalingPolicies: [
            {
              policyName: 'cpu',
              policyType: 'TargetTrackingScaling',
              targetTrackingScalingPolicyConfiguration: {
                targetValue: 60,
                predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
              },
            },
          ],
        }
      : {
          scheduledActions: [
            {
              scheduledActionName: 'morning',
              schedule: 'cron(0 7 * * ? *)',
              scalableTargetAction: { minCapacity: 2, maxCapacity: 10 },
            },
          ],
        }),
  };
}
