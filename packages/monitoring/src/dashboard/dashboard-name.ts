import { consoleUrl } from '@fargate-actions/aws';
import { fitting, hashOf } from '../managed-name.ts';
import { inNames, type MonitoredStack, type StackPlace } from '../monitored-stack.ts';

/** Source: API reference, PutDashboard. */
const LONGEST_NAME = 255;

/** What is told apart by a separator of two underscores: nothing has them within, or one at its ends. */
const PLAIN = /^[A-Za-z0-9-]+(?:_[A-Za-z0-9-]+)*$/;
const SEPARATOR = '__';

/**
 * The name of a stack's dashboard: `amply__amply-prod__eu-central-1`.
 *
 * An account has its dashboards for all regions together, and environments may share a cluster: all of these tell them
 * apart. No two stacks have the same name: what the separator would not keep apart ends in a hash in the region's place.
 */
export function dashboardName({
  name,
  environment,
  cluster,
  region,
}: StackPlace & Pick<MonitoredStack, 'region'>): string {
  const parts = [name, environment === undefined ? undefined : inNames(environment), cluster, region];
  const present = parts.filter((part) => part !== undefined);
  const joined = present.join(SEPARATOR).replace(/[^A-Za-z0-9_-]/g, '-');
  const isPlain = present.every((part) => PLAIN.test(part));
  return fitting(isPlain ? joined : `${joined}${SEPARATOR}${hashOf(JSON.stringify(present))}`, LONGEST_NAME);
}

/** The address of a dashboard in the console, seen from the region that it shows; undefined where that console is not known. */
export function dashboardUrl(region: string, name: string): string | undefined {
  const beginning = consoleUrl(region);
  return beginning && `${beginning}/cloudwatch/home?region=${region}#dashboards/dashboard/${encodeURIComponent(name)}`;
}
