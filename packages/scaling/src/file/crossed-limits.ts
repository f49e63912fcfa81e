import { valueAt, type Diagnostics } from '@fargate-actions/documents';
import type { WantedAction, WantedTarget } from './wanted.ts';

/**
 * Warns of scheduled actions that set one limit beyond whatever the files make of the other one: when its time comes, AWS
 * refuses such an action, and nobody is there to see it.
 */
export function warnOfCrossedLimits(
  actions: readonly WantedAction[],
  target: Pick<WantedTarget, 'minCapacity' | 'maxCapacity'>,
  diagnostics: Diagnostics,
): void {
  const least = Math.min(target.minCapacity, ...actions.flatMap((action) => limitOf(action, 'minCapacity') ?? []));
  const most = Math.max(target.maxCapacity, ...actions.flatMap((action) => limitOf(action, 'maxCapacity') ?? []));
  for (const action of actions) {
    const [min, max] = [limitOf(action, 'minCapacity'), limitOf(action, 'maxCapacity')];
    const isAbove = min !== undefined && max === undefined && min > most;
    const isBelow = max !== undefined && min === undefined && max < least;
    if (!isAbove && !isBelow) continue;
    const [field, other] = isAbove
      ? (['minCapacity', 'maxCapacity'] as const)
      : (['maxCapacity', 'minCapacity'] as const);
    diagnostics.warning(
      action.document.at(['scalableTargetAction', field]),
      'scaling/crossed-limits',
      `${action.name} sets ${field} ${isAbove ? min : max}, ${isAbove ? 'above the' : 'below the'} ${other} ${isAbove ? most : least} that the service has then: AWS will refuse it when its time comes.`,
      `Give it \`${other}\` as well.`,
    );
  }
}

function limitOf({ fields }: WantedAction, field: 'minCapacity' | 'maxCapacity'): number | undefined {
  const value = valueAt(fields, ['scalableTargetAction', field]);
  return typeof value === 'number' ? value : undefined;
}
