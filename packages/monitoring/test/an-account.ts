import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { addressText, applyPlan, type Outcome, planAll, type PlanItem } from '@fargate-actions/engine';

import { targetGroupLookup } from '../src/alarms/resources/target-group-lookup.ts';
import type { DashboardContext } from '../src/dashboard/dashboard-resource.ts';

/** An AWS account in virtual time, with what the seed's files name. */
export interface Account {
  readonly aws: Aws;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  /** What was sent that writes: `PutRule`, ... */
  readonly writes: () => string[];
}

/** An account with what the seed's files name: the cluster `amply-prod`, the topic `amply-alerts`, a target group. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  // As the stack of these tests has it.
  for (const cluster of emulator.world.clusters) cluster.settings = [{ name: 'containerInsights', value: 'enabled' }];
  emulator.changeScenario(scenario);
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

/** One more target group, behind the load balancer of the seed's or another; gives its ARN. */
export function addTargetGroup({ emulator }: Account, name: string, balancer?: string): string {
  const [known] = emulator.world.targetGroups;
  if (!known) throw new Error('The account has no target group.');
  const arn = known.arn.replace(/targetgroup\/.*$/, `targetgroup/${name}/0123456789abcdef`);
  const loadBalancerArns = known.loadBalancerArns.map((one) =>
    balancer === undefined ? one : one.replace(/loadbalancer\/.*$/, `loadbalancer/${balancer}`),
  );
  emulator.world.targetGroups.push({ ...structuredClone(known), arn, name, loadBalancerArns });
  return arn;
}

/** What a dashboard is made with, for a stack.yml that wants it in its ninth line. */
export function dashboardContext({ aws }: Pick<Account, 'aws'>): DashboardContext {
  return { aws, targetGroups: targetGroupLookup(aws, 'eu-central-1'), at: { file: 'stack.yml', line: 9, column: 3 } };
}

/** What came of planning and applying resources. */
export interface Applied {
  /** The addresses of what was changed, with the fields that differed and what was deleted. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
  readonly outcomes: readonly Outcome[];
  readonly diagnostics: Diagnostics;
}

/** Plans resources in an account, and applies them unless something is wrong. */
export async function applied(
  { clock }: Pick<Account, 'clock'>,
  resources: readonly PlanItem[],
  diagnostics = new Diagnostics(),
): Promise<Applied> {
  const plan = await clock.run(planAll(resources, diagnostics));
  const changes = Object.fromEntries(
    plan.resources
      .filter(({ changes }) => changes.action !== 'none')
      .map(({ address, changes }) => [
        addressText(address),
        [...changes.differences.map(({ path }) => path), ...(changes.deletes ?? []).map(addressText)],
      ]),
  );
  const outcomes = diagnostics.hasErrors ? [] : await clock.run(applyPlan(plan, { clock }));
  return { changes, outcomes, diagnostics };
}
