import { configurationResult, type Outcome, type Plan } from '@fargate-actions/plan';

/** Addresses of the room, and what of them an output has. Source: packages/scaling, its `...Address` functions. */
const TARGET = /^(?:scalable target|off-hours) of (?<service>.+)$/;
const POLICY = /^scaling policy (?<name>.+) of (?<service>[^ ]+)$/;

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
  readonly address: string;
  readonly result: string;
  readonly facts: Readonly<Record<string, string>>;
}

const NUMBERS: readonly string[] = ['minCapacity', 'maxCapacity', 'desiredCount'];

function named(all: readonly Named[]): Record<'targets' | 'policies', string> {
  const matching = (form: RegExp) =>
    all.flatMap(({ address, result, facts }) => {
      const found = form.exec(address)?.groups;
      const known = Object.entries(facts).map(
        ([name, text]) => [name, NUMBERS.includes(name) ? Number(text) : text] as const,
      );
      return found ? [{ ...found, result, ...Object.fromEntries<string | number>(known) }] : [];
    });
  return { targets: JSON.stringify(matching(TARGET)), policies: JSON.stringify(matching(POLICY)) };
}
