import { awsPorts, type Aws } from '@fargate-actions/aws';
import {
  seedSurroundings,
  virtualAws,
  type Emulator,
  type ScenarioChange,
  type VirtualClock,
} from '@fargate-actions/emulator';
import { Diagnostics } from '@fargate-actions/documents';
import { applyPlan, planAll, type Outcome, type Report, type Resource } from '@fargate-actions/engine';

/** An AWS account in virtual time, with what the seed's files name, in eu-central-1. */
export interface Account {
  readonly aws: Aws;
  readonly clock: VirtualClock;
  readonly emulator: Emulator;
  /** What was sent that writes: `UpdateService`, ... */
  readonly writes: () => string[];
  readonly denials: () => string[];
}

/** An account that behaves as the scenario says. */
export function anAccount(scenario: ScenarioChange = {}): Account {
  const { emulator, clock, wire } = virtualAws({ latencySeconds: [0, 0] });
  seedSurroundings(emulator.world);
  emulator.changeScenario(scenario);
  const aws = awsPorts(wire, clock);
  return {
    aws,
    clock,
    emulator,
    writes: () =>
      emulator.requests.map(({ operation }) => operation).filter((name) => !/^(Describe|List|Get|BatchGet)/.test(name)),
    denials: () => aws.gaps.all.map(({ permission }) => permission),
  };
}

/** Plans and applies resources in an account; how the plan and each of them ended. */
export async function applied<End extends Report>(
  { clock, signal }: Account & { readonly signal?: AbortSignal | undefined },
  ...resources: Resource<End>[]
): Promise<{ actions: string[]; outcomes: Outcome<End>[]; found: Diagnostics }> {
  const found = new Diagnostics();
  const plan = await clock.run(planAll(resources, found));
  const actions = plan.resources.map(({ changes }) => changes.action);
  const outcomes = found.hasErrors ? [] : await clock.run(applyPlan(plan, { clock, signal }));
  return { actions, outcomes, found };
}
