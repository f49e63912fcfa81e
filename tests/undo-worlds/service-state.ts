import { isDeepStrictEqual } from 'node:util';
import type { Emulator } from '@fargate-actions/emulator';

type World = Emulator['world'];
type Service = World['services'][number];

/** What is true of a service, field by field. */
export interface ServiceState {
  readonly status: string;
  readonly desiredCount: number;
  readonly rollout: string | undefined;
  readonly deployments: number;
  /** The revision of each task that runs. */
  readonly running: readonly string[];
  readonly tags: unknown;
  readonly [field: string]: unknown;
}

/** What is true of every service, by its name. */
export function serviceStates(world: World): Map<string, ServiceState> {
  return new Map(world.services.map((service) => [service.name, stateOf(service, world)]));
}

function stateOf(service: Service, world: World): ServiceState {
  const { deploymentConfiguration, ...settings } = service.settings;
  const [primary] = service.deployments;
  const configuration: [string, unknown][] = Object.entries(deploymentConfiguration);
  return {
    status: service.status,
    desiredCount: service.desiredCount,
    rollout: primary?.rolloutState,
    deployments: service.deployments.length,
    running: world.tasks
      .filter(({ serviceArn, lastStatus }) => serviceArn === service.arn && lastStatus === 'RUNNING')
      .map(({ taskDefinitionArn }) => taskDefinitionArn)
      .sort((one, other) => one.localeCompare(other)),
    tags: service.tags,
    ...service.workload,
    ...settings,
    // Turned off is as good as absent.
    ...Object.fromEntries(configuration.filter(([, value]) => !isTurnedOff(value))),
  };
}

function isTurnedOff(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'enable' in value && value.enable === false;
}

/** The fields in which two states differ, as `field: before -> after`. */
export function differingFields(before: ServiceState, after: ServiceState): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => `${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`);
}
