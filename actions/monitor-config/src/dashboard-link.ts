import { dashboardUrl } from '@fargate-actions/monitoring';
import type { Resource } from '@fargate-actions/plan';

/** Where the dashboard among resources is in the console; undefined when there is none. */
export function dashboardLink(resources: readonly Resource[], region: string): string | undefined {
  const [name] = resources.flatMap(({ address: { kind, name } }) => (kind === 'dashboard' ? (name ?? []) : []));
  return name === undefined ? undefined : dashboardUrl(region, name);
}
