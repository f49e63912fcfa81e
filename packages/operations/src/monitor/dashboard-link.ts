import { dashboardUrl } from '@fargate-actions/monitoring';
import type { PlanItem, Report } from '@fargate-actions/engine';

/** Where the dashboard of a run is in the console; undefined when there is none. */
export function dashboardLink(items: readonly PlanItem<Report>[], region: string): string | undefined {
  const addresses = items.flatMap((item) => ('expand' in item ? [] : item.address));
  const [name] = addresses.flatMap(({ kind, name }) => (kind === 'dashboard' ? (name ?? []) : []));
  return name === undefined ? undefined : dashboardUrl(region, name);
}
