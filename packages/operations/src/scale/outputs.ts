import { configurationResult, type Address, type Outcome, type Plan } from '@fargate-actions/engine';

/** The kinds of which each output tells. */
const TARGETS = ['scalable target', 'off-hours'];
const POLICIES = ['scaling policy'];

/** The outputs `targets` and `policies`: what each is now, and what became of it. */
export function scalingOutputs(outcomes: readonly Outcome[]): Record<'targets' | 'policies', string> {
  return named(
    outcomes.map((outcome) => ({
      address: outcome.address,
      result: configurationResult(outcome),
      facts: ('outputs' in outcome ? outcome.outputs : outcome.resource.outputs) ?? {},
    })),
  );
}

/** The same of a plan: what would become of each. */
export function plannedScaling(plan: Plan): Record<'targets' | 'policies', string> {
  return named(
    plan.resources.map(({ address, changes, outputs }) => ({
      address,
      result: changes.action === 'none' ? 'unchanged' : changes.action,
      facts: outputs ?? {},
    })),
  );
}

interface Named {
  readonly address: Address;
  readonly result: string;
  readonly facts: Readonly<Record<string, string>>;
}

const NUMBERS: readonly string[] = ['minCapacity', 'maxCapacity', 'desiredCount'];

function named(all: readonly Named[]): Record<'targets' | 'policies', string> {
  const ofKinds = (kinds: readonly string[]) =>
    all.flatMap(({ address: { kind, name, of: service }, result, facts }) => {
      if (!kinds.includes(kind)) return [];
      const known = Object.entries(facts).map(
        ([name, text]) => [name, NUMBERS.includes(name) ? Number(text) : text] as const,
      );
      return [{ name, service, result, ...Object.fromEntries<string | number>(known) }];
    });
  return { targets: JSON.stringify(ofKinds(TARGETS)), policies: JSON.stringify(ofKinds(POLICIES)) };
}
