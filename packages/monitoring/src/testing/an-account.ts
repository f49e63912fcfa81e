import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/files';
import { applyPlan, planAll, type Outcome, type Resource } from '@fargate-actions/plan';

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

/** What came of planning and applying resources. */
export interface Applied {
  /** The addresses of what was changed, with the fields that differed. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
  readonly outcomes: readonly Outcome[];
  readonly diagnostics: Diagnostics;
}

/** Plans resources in an account, and applies them unless something is wrong. */
export async function applied(
  { clock }: Pick<Account, 'clock'>,
  resources: readonly Resource[],
  diagnostics = new Diagnostics(),
): Promise<Applied> {
  const plan = await clock.run(planAll(resources, diagnostics));
  const changes = Object.fromEntries(
    plan.resources
      .filter(({ changes }) => changes.action !== 'none')
      .map(({ address, changes }) => [address, changes.differences.map(({ path }) => path)]),
  );
  const outcomes = diagnostics.hasErrors ? [] : await clock.run(applyPlan(plan, { clock }));
  return { changes, outcomes, diagnostics };
}
