import type { Outcome, Plan, Report } from '@fargate-actions/engine';
import { outcomeLines } from '@fargate-actions/report';
import type { StackOfRun } from './stack-of-run.ts';

const CHECKED = 'a deploy also checks which of its tasks run';

/**
 * A plan as it is shown. A singleton is looked at by every deploy, also where nothing differs: that is nothing under way.
 */
export function shownPlan(plan: Plan<Report>, { services }: StackOfRun): Plan<Report> {
  const singletons = new Set(services.filter(({ isSingleton }) => isSingleton).map(({ name }) => name));
  return {
    ...plan,
    resources: plan.resources.map((resource) => {
      const { address, changes } = resource;
      if (address.kind !== 'service' || changes.action !== 'watch' || !singletons.has(address.name ?? ''))
        return resource;
      return { ...resource, changes: { ...changes, action: 'none', note: CHECKED } };
    }),
  };
}

/**
 * What became of each resource, the services at the end, where people look first. Of all else that is unchanged only the
 * number: a stack has dozens of them.
 */
export function shownOutcomes(outcomes: readonly Outcome[]): string[] {
  const services = outcomes.filter(isService);
  const others = outcomes.filter((outcome) => !isService(outcome));
  const unchanged = others.filter(({ result }) => result === 'unchanged').length;
  return [
    ...outcomeLines(others.filter(({ result }) => result !== 'unchanged')),
    ...(unchanged > 0 ? [`${unchanged} other ${unchanged === 1 ? 'resource is' : 'resources are'} unchanged`] : []),
    ...outcomeLines(services),
  ];
}

function isService({ address }: Outcome): boolean {
  return address.kind === 'service';
}
