import {
  annotationsIn,
  runInTest,
  annotationLine,
  type ShownAnnotation,
  type TestRun,
  type TestSettings,
} from '@fargate-actions/action-kit/testing';
import {
  Emulator,
  emulatorWire,
  seedSurroundings,
  VirtualClock,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';
import { monitor } from '@fargate-actions/operations';
import { inputs } from '../src/inputs.ts';

/** How one run of the action in a test went. */
export interface MonitorRun extends TestRun {
  /** `severity rule file:line:column` of each annotation. */
  readonly found: readonly string[];
  readonly annotations: readonly ShownAnnotation[];
  /** The operations of this run that would change something, whether or not AWS let them. */
  readonly writes: readonly string[];
  readonly calls: readonly RequestRecord[];
}

/** An AWS account in virtual time: the cluster of the seed's stack, and the services that run there. */
export interface Account {
  readonly emulator: Emulator;
  /** Runs the action from its inputs to its exit code, as the runner would. */
  readonly monitor: (settings: Omit<TestSettings, 'clock'>) => Promise<MonitorRun>;
  /** Lets time pass. */
  readonly wait: (seconds: number) => Promise<void>;
}

const PLACES = {
  base: { region: 'eu-central-1', cluster: 'amply-prod' },
  staging: { region: 'eu-west-1', cluster: 'amply-staging' },
} as const;

/**
 * An account in which the seed's three services run, in the stack's region and cluster or in those of `staging`.
 *
 * @param logOptions of the containers' log driver, besides those that every one has.
 */
export function anAccount(
  environment: keyof typeof PLACES = 'base',
  scenario: ScenarioChange = {},
  logOptions: Readonly<Record<string, string>> = {},
): Account {
  const { region, cluster } = PLACES[environment];
  const emulator = new Emulator({ region, scenario });
  seedSurroundings(emulator.world);
  emulator.call('ecs:CreateCluster', { clusterName: cluster });
  const settings = [{ name: 'containerInsights', value: 'enabled' }];
  emulator.call('ecs:UpdateClusterSettings', { cluster, settings });
  for (const [service, desiredCount] of Object.entries({ api: 2, worker: 2, beat: 1 })) {
    addService(emulator, cluster, `amply-${service}`, desiredCount, logOptions);
  }
  emulator.advance(300);
  const clock = new VirtualClock({
    startAt: emulator.world.now,
    onAdvance: (now) => {
      emulator.advanceTo(now);
    },
  });
  return {
    emulator,
    wait: (seconds) => clock.advance(seconds),
    async monitor(settings) {
      const begun = emulator.requests.length;
      const running = runInTest('monitor-config', inputs, monitor, {
        wire: () => emulatorWire(emulator, clock),
        ...settings,
        env: { AWS_REGION: region, ...settings.env },
        clock,
      });
      const ended = await clock.run(running);
      const calls = emulator.requests.slice(begun);
      return {
        ...ended,
        annotations: annotationsIn(ended.log),
        found: annotationsIn(ended.log).map(annotationLine),
        calls,
        writes: calls.map(({ operation }) => operation).filter((name) => !/^(?:BatchGet|Describe|Get|List)/.test(name)),
      };
    },
  };
}

/** A service on Fargate with so many tasks, whose container logs where the seed's does. */
function addService(
  emulator: Emulator,
  cluster: string,
  serviceName: string,
  desiredCount: number,
  logOptions: Readonly<Record<string, string>>,
): void {
  const { subnets, securityGroups } = emulator.world;
  const group = `/ecs/${serviceName}`;
  emulator.call('logs:CreateLogGroup', { logGroupName: group });
  emulator.call('ecs:RegisterTaskDefinition', {
    family: serviceName,
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [
      {
        name: 'main',
        image: 'amply/main:1',
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': group,
            'awslogs-region': 'eu-central-1',
            'awslogs-stream-prefix': 'main',
            ...logOptions,
          },
        },
      },
    ],
  });
  emulator.call('ecs:CreateService', {
    cluster,
    serviceName,
    taskDefinition: serviceName,
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
  });
}
