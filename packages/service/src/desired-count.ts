import type { Diagnostics } from '@fargate-actions/documents';
import { isInOffHours, OFF_HOURS_TAG } from './off-hours-mark.ts';
import type { ServiceWanted } from './service-spec.ts';
import type { ServiceState } from './service-state.ts';

/** Whether an existing service gets the count of its file. Source: contracts.md, "Deploying", desiredCount. */
export function sendsDesiredCount({ service, isScaled }: ServiceState, spec: ServiceWanted): boolean {
  const isOurs = spec.countPolicy === 'as given' || (spec.countPolicy === 'from the file unless scaled' && !isScaled);
  return isOurs && !isInOffHours(service);
}

/** Says of a service in its off-hours that it is deployed as it is: that all went well then says nothing of what was deployed. */
export function noteOffHours(
  { service, isHeldAtZero = false }: ServiceState,
  spec: ServiceWanted,
  diagnostics: Diagnostics,
): void {
  const isMarked = isInOffHours(service);
  if (!isMarked && !isHeldAtZero) return;
  const { desiredCount: count = 0 } = service;
  const why = isMarked ? `tag ${OFF_HOURS_TAG}` : 'the limits of its scaling are 0';
  const what =
    count === 0
      ? 'it is deployed without a task: whether it works shows when they end'
      : `it keeps the ${count === 1 ? '1 task' : `${count} tasks`} that it has now`;
  diagnostics.notice(
    spec.document.at(['desiredCount']),
    'service/off-hours',
    `${spec.name} is in its off-hours (${why}): ${what}.`,
    isMarked
      ? 'scale-config with `mode: restore` ends them.'
      : 'Its schedule ends them, or scale-config with `mode: restore`.',
  );
}
