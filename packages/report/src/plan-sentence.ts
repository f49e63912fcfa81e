import { hasChanges, type Plan, type PlannedResource, type Report } from '@fargate-actions/engine';
import { eachAlone } from './each-alone.ts';
import { listed } from './wording.ts';

type Action = PlannedResource<Report>['changes']['action'];

/** How a line shows what is done to a resource. */
export const SYMBOLS: Record<Action, string> = {
  create: '+',
  update: '~',
  delete: '-',
  watch: '>',
  refused: '!',
  none: '=',
};

/** A plan in one sentence: `Plan: 1 to create, 2 to update, 4 unchanged.` */
export function planSentence(plan: Plan<Report>): string {
  const all = plan.resources.flatMap(eachAlone);
  const count = (action: Action) => all.filter(({ changes }) => changes.action === action).length;
  const [watched, refused] = [count('watch'), count('refused')];
  if (!hasChanges(plan) && watched + refused === 0) {
    const { hasErrors } = plan.diagnostics;
    return hasErrors ? 'No plan: there are errors.' : 'Plan: no changes. Everything is as the files say.';
  }
  const parts = [
    [count('create'), 'to create'],
    [count('update'), 'to update'],
    [count('delete'), 'to delete'],
    [watched, 'under way'],
    [refused, 'refused'],
    [count('none'), 'unchanged'],
  ] as const;
  return `Plan: ${listed(parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`))}.`;
}

/** What a plan shows: the resources with something to do, all that is deleted, and that of which there is something to say. */
export function shown({ resources }: Pick<Plan<Report>, 'resources'>): PlannedResource<Report>[] {
  return resources.flatMap(eachAlone).filter(({ changes }) => changes.action !== 'none' || changes.note !== undefined);
}
