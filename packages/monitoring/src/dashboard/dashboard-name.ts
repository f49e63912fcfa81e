import { fitting } from '../managed-name.ts';
import type { MonitoredStack, StackPlace } from '../monitored-stack.ts';
import { consoleUrl } from './console.ts';

/** Source: API reference, PutDashboard. */
const LONGEST_NAME = 255;

/**
 * The name of a stack's dashboard: `amply-amply-prod-eu-central-1`.
 *
 * An account has its dashboards for all regions together, and environments may share a cluster: all of these tell them apart.
 */
export function dashboardName({
  name,
  environment,
  cluster,
  region,
}: StackPlace & Pick<MonitoredStack, 'region'>): string {
  const parts = [name, environment, cluster, region].filter((part) => part !== undefined);
  return fitting(parts.join('-').replace(/[^A-Za-z0-9_-]/g, '-'), LONGEST_NAME);
}

/** The address of a dashboard in the console, seen from the region that it shows. */
export function dashboardUrl(region: string, name: string): string {
  return `${consoleUrl(region)}/cloudwatch/home?region=${region}#dashboards/dashboard/${encodeURIComponent(name)}`;
}
