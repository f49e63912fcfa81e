import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { addressText, applyPlan, type Outcome, planAll, type Resource } from '@fargate-actions/engine';

/** An AWS account in virtual time with the cluster `amply-prod`, what the seed's files name, and a worker. */
export interface Account {
  readonly aws: Aws;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  /** What was sent that writes: `PutScalingPolicy`, ... */
  readonly writes: () => string[];
}

/** The service that these tests scale. */
export const SERVICE = { name: 'shop-worker', cluster: 'amply-prod' } as const;

/** An account whose worker runs two tasks, or so many. */
export function anAccount(desiredCount = 2, scenario: ScenarioChange = {}): Account {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);
  const { subnets, securityGroups } = emulator.world;
  emulator.call('ecs:RegisterTaskDefinition', {
    family: 'shop-worker',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [{ name: 'worker', image: 'shop/worker:1' }],
  });
  emulator.call('ecs:CreateService', {
    cluster: SERVICE.cluster,
    serviceName: SERVICE.name,
    taskDefinition: 'shop-worker',
    desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: {
      awsvpcConfiguration: {
        subnets: subnets.slice(0, 1).map(({ id }) => id),
        securityGroups: securityGroups.slice(0, 1).map(({ id }) => id),
      },
    },
  });
  emulator.advance(300);
  const own = emulator.requests.length;
  return {
    aws: awsPorts(wire, clock),
    clock,
    emulator,
    writes: () =>
      emulator.requests
        .slice(own)
        .map(({ operation }) => operation)
        .filter((name) => !/^(Describe|List|Get)/.test(name)),
  };
}

/** What came of planning and applying resources. */
export interface Applied {
  /** The addresses of what was changed, with the fields that differed. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
  readonly outcomes: readonly Outcome[];
  readonly diagnostics: Diagnostics;
}

/** Plans and applies resources in an account. */
export async function applied({ clock }: Account, resources: readonly Resource[]): Promise<Applied> {
  const diagnostics = new Diagnostics();
  const plan = await clock.run(planAll(resources, diagnostics));
  const changes = Object.fromEntries(
    plan.resources
      .filter(({ changes }) => changes.action !== 'none')
      .map(({ address, changes }) => [addressText(address), changes.differences.map(({ path }) => path)]),
  );
  const outcomes = diagnostics.hasErrors ? [] : await clock.run(applyPlan(plan, { clock }));
  return { changes, outcomes, diagnostics };
}
