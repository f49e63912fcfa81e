import type { Diagnostics, Json } from '@fargate-actions/files';
import { isInOffHours, OFF_HOURS_TAG } from './off-hours-mark.ts';
import type { ServiceSpec } from './service-spec.ts';
import type { ServiceState } from './service-state.ts';

/** Whether an existing service gets the count of its file. Source: contracts.md, "Deploying", desiredCount. */
export function sendsDesiredCount(
  { service, isScaled }: ServiceState,
  spec: ServiceSpec,
  desiredCount: Json | undefined,
  diagnostics: Diagnostics,
): boolean {
  const isOurs = spec.desiredCount === 'as given' || (spec.desiredCount === 'from the file unless scaled' && !isScaled);
  if (!isInOffHours(service)) return isOurs;
  if (isOurs && desiredCount !== undefined && desiredCount !== service.desiredCount) {
    diagnostics.notice(
      spec.document.at(['desiredCount']),
      'service/off-hours',
      `${spec.name} is in its off-hours (tag ${OFF_HOURS_TAG}): it is deployed with the ${tasks(service.desiredCount)} that it has now.`,
      'It gets its tasks back when its off-hours end.',
    );
  }
  return false;
}

function tasks(count = 0): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
