import type { Diagnostics, Position } from '@fargate-actions/documents';
import type { MonitoredStack } from './monitored-stack.ts';

/**
 * Says that what runs of another repository made for a stack of the same name, on the same cluster, stays.
 *
 * @param what it is, as a sentence begins with it: `Alarms`.
 * @param left each with the name of its repository.
 */
export function noticeOfRepositories(
  what: string,
  left: readonly string[],
  { name }: Pick<MonitoredStack, 'name'>,
  at: Position | undefined,
  diagnostics: Diagnostics,
): void {
  if (left.length === 0) return;
  diagnostics.notice(
    at,
    'monitoring/of-another-repository',
    `${what} of a stack ${name} in another repository are left alone: ${left.toSorted().join(', ')}.`,
    'If the repository was renamed, delete them by hand.',
  );
}
