import { dashboardUrl } from '@fargate-actions/monitoring';
import type { Resource } from '@fargate-actions/plan';

/** The address of a dashboard in a plan. Source: packages/monitoring, `dashboardAddress`. */
const DASHBOARD = /^dashboard (?<name>.+)$/;

/** Where the dashboard among resources is in the console; undefined when there is none. */
export function dashboardLink(resources: readonly Resource[], region: string): string | undefined {
  const [name] = resources.flatMap(({ address }) => DASHBOARD.exec(address)?.groups?.['name'] ?? []);
  return name === undefined ? undefined : dashboardUrl(region, name);
}
