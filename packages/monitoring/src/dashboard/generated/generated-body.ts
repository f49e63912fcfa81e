import type { JsonObject } from '@fargate-actions/documents';
import { isInsightsOn, servicePage } from '@fargate-actions/service';
import { inNames, type MonitoredService, type MonitoredStack, type StackPlace } from '../../monitored-stack.ts';
import { MOST_WIDGETS } from '../rules/limits.ts';
import { heading, type Widget } from './graph.ts';
import { placed, type Section } from './layout.ts';
import { overviewGraphs } from './overview-graphs.ts';
import { NO_FACTS, type DashboardFacts } from './service-facts.ts';
import { serviceGraphs } from './service-graphs.ts';

/**
 * The body of a stack's dashboard: a section for each service, in the stack's order.
 *
 * A stack with more services than a dashboard has room for in this way gets graphs of all services together instead.
 *
 * @param repository whose run makes it, where that is known: its heading says so.
 */
export function generatedBody(stack: MonitoredStack, facts: DashboardFacts, repository?: string): JsonObject {
  const owner = repository === undefined ? [] : [madeBy(repository)];
  const sections = stack.services.map((service): Section => {
    const graphs = serviceGraphs(service, facts.get(service.name) ?? NO_FACTS, stack);
    return { heading: serviceHeading(service, stack.region), graphs };
  });
  const insight = isInsightsOn(stack.containerInsights)
    ? []
    : ['desired tasks are shown with Container Insights (`containerInsights: enabled`)'];
  const widgets = placed([{ heading: stackHeading(stack, [...owner, ...insight]), graphs: [] }, ...sections]);
  if (widgets.length <= MOST_WIDGETS) return { widgets };
  const overview = stackHeading(stack, [...owner, 'too many services for a row each: no deployments are shown']);
  return { widgets: placed([{ heading: overview, graphs: overviewGraphs(stack, facts) }]) };
}

/** What a stack's dashboard begins with. */
export function stackTitle({
  name,
  environment,
  cluster,
  region,
}: StackPlace & Pick<MonitoredStack, 'region'>): string {
  const parts = [name, environment === undefined ? undefined : inNames(environment), cluster, region];
  return `# ${parts.filter((part) => part !== undefined).join(' · ')}`;
}

/** What a heading says of the repository whose run made a dashboard: dashboards had no tags when the first were made. */
export function madeBy(repository: string): string {
  return `made by ${repository}`;
}

function stackHeading(stack: MonitoredStack, notes: readonly string[]): Widget {
  return heading([stackTitle(stack), ...notes].join(' · '));
}

function serviceHeading({ name, cluster }: MonitoredService, region: string): Widget {
  const page = servicePage({ region, cluster }, name);
  return heading(page ? `## ${name} · [in ECS](${page.url})` : `## ${name}`);
}
