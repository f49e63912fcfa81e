import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import { valueAt } from '@fargate-actions/documents';
import type { WantedAction, WantedTarget } from '../file/wanted.ts';

/** A limit of a target that is not the file's own, but what a scheduled action of the file has made of it. */
export interface LimitBySchedule {
  readonly field: 'minCapacity' | 'maxCapacity';
  readonly value: number;
  /** The action's name. */
  readonly action: string;
}

/**
 * The limits that scheduled actions of the files have set: an action sets them for good, so they hold until another one
 * does, and to send the file's would undo it.
 *
 * None where the rest of the file's limits would cross them: AWS would refuse the two.
 * Source: Application Auto Scaling user guide, "How scheduled scaling works".
 */
export function limitsBySchedule(
  { MinCapacity, MaxCapacity }: Pick<ScalableTarget, 'MinCapacity' | 'MaxCapacity'>,
  wanted: Pick<WantedTarget, 'minCapacity' | 'maxCapacity'>,
  actions: readonly WantedAction[],
): LimitBySchedule[] {
  const has = { minCapacity: MinCapacity, maxCapacity: MaxCapacity };
  // Of two limits that an action sets at once, one alone was not set by it.
  const acted = actions.filter(({ fields }) =>
    FIELDS.every((field) => [undefined, has[field]].includes(limitAt(fields, field))),
  );
  const explained = FIELDS.flatMap((field) => {
    const value = has[field];
    if (value === undefined || value === wanted[field]) return [];
    const action = acted.find(({ fields }) => limitAt(fields, field) === value);
    return action ? [{ field, value, action: action.name }] : [];
  });
  const { minCapacity, maxCapacity } = { ...wanted, ...asLimits(explained) };
  return minCapacity > maxCapacity ? [] : explained;
}

const FIELDS = ['minCapacity', 'maxCapacity'] as const;

function limitAt(fields: WantedAction['fields'], field: LimitBySchedule['field']): number | undefined {
  const value = valueAt(fields, ['scalableTargetAction', field]);
  return typeof value === 'number' ? value : undefined;
}

function asLimits(limits: readonly LimitBySchedule[]): Partial<Record<LimitBySchedule['field'], number>> {
  return Object.fromEntries(limits.map(({ field, value }) => [field, value]));
}

/** Which limits are whose, in words; undefined where none is. */
export function scheduleNote(limits: readonly LimitBySchedule[]): string | undefined {
  const byAction = Map.groupBy(limits, ({ action }) => action);
  const texts = [...byAction].map(([action, set]) => {
    const values = set.map(({ field, value }) => `${field} ${value}`).join(' and ');
    return `${values} ${set.length === 1 ? 'is' : 'are'} set by the scheduled action ${action}`;
  });
  return texts.length > 0 ? texts.join(', ') : undefined;
}
