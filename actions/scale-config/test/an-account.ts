import {
  annotationsIn,
  runInTest,
  annotationLine,
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
import { scale } from '@fargate-actions/operations';
import { inputs } from '../src/inputs.ts';

/** How one run of the action in a test went. */
export interface ScaleRun extends TestRun {
  /** `severity rule file:line:column` of each annotation. */
  readonly found: readonly string[];
  /** The operations of this run that would change something, whether or not AWS let them. */
  readonly writes: readonly string[];
  readonly calls: readonly RequestRecord[];
}

/** An AWS account in virtual time: the cluster of the seed's stack, and the services that run there. */
export interface Account {
  readonly emulator: Emulator;
  /** Runs the action from its inputs to its exit code, as the runner would. */
  readonly scale: (settings: Omit<TestSettings, 'clock'>) => Promise<ScaleRun>;
  /** Lets time pass. */
  readonly wait: (seconds: number) => Promise<void>;
}

const REGIONS = { base: 'eu-central-1', staging: 'eu-west-1' } as const;

/** An account in which the seed's three services run, in the stack's region and cluster or in those of `staging`. */
export function anAccount(environment: keyof typeof REGIONS = 'base', scenario: ScenarioChange = {}): Account {
  const emulator = new Emulator({ region: REGIONS[environment], scenario });
  seedSurroundings(emulator.world);
  const cluster = environment === 'base' ? 'amply-prod' : 'amply-staging';
  emulator.call('ecs:CreateCluster', { clusterName: cluster });
  for (const [service, desiredCount] of Object.entries({ api: 2, worker: 2, beat: 1 })) {
    addService(emulator, cluster, `amply-${service}`, desiredCount);
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
    async scale(settings) {
      const begun = emulator.requests.length;
      const running = runInTest('scale-config', inputs, scale, {
        wire: () => emulatorWire(emulator, clock),
        ...settings,
        clock,
      });
      const ended = await clock.run(running);
      const calls = emulator.requests.slice(begun);
      return {
        ...ended,
        found: annotationsIn(ended.log).map(annotationLine),
        calls,
        writes: calls.map(({ operation }) => operation).filter((name) => !/^(?:BatchGet|Describe|Get|List)/.test(name)),
      };
    },
  };
}

/** A service on Fargate with so many tasks. */
function addService(emulator: Emulator, cluster: string, serviceName: string, desiredCount: number): void {
  const { subnets, securityGroups } = emulator.world;
  emulator.call('ecs:RegisterTaskDefinition', {
    family: serviceName,
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'main', image: 'amply/main:1' }],
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
