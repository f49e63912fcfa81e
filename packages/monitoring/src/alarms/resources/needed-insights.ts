import { valueAt, type Diagnostics, type JsonObject, type Path } from '@fargate-actions/documents';
import type { ContainerInsights } from '@fargate-actions/service';
import type { MonitoredStack } from '../../monitored-stack.ts';
import { metricsOf, type Alarm } from '../fill/alarm.ts';
import { CONTAINER_INSIGHTS } from '../metrics/container-insights.ts';
import { knownMetric } from '../metrics/find-metric.ts';

/** From nothing to all. */
const LEVELS: readonly ContainerInsights[] = ['disabled', 'enabled', 'enhanced'];

/** A metric that exists only while the cluster has Container Insights. */
interface InsightsMetric {
  readonly path: Path;
  readonly name: string;
  readonly level: ContainerInsights;
}

/** Whether an alarm watches what only Container Insights measures. */
export function needsContainerInsights(fields: JsonObject): boolean {
  return insightsMetrics(fields).length > 0;
}

/**
 * Reports metrics that the cluster would never publish: neither as it is, nor as stack.yml wants it.
 *
 * @param setting the cluster's; undefined: there is none yet, or we may not look, and stack.yml is believed.
 */
export function checkContainerInsights(
  setting: ContainerInsights | undefined,
  alarm: Alarm,
  wanted: JsonObject,
  { cluster, containerInsights: planned }: MonitoredStack,
  diagnostics: Diagnostics,
): void {
  for (const { path, name, level } of insightsMetrics(wanted)) {
    // Where stack.yml says something, the next deploy sees to it that the cluster has just that.
    const lacking = [planned, setting].find((one) => one !== undefined && LEVELS.indexOf(one) < LEVELS.indexOf(level));
    if (lacking === undefined) continue;
    const isPlanned = planned !== undefined && LEVELS.indexOf(planned) >= LEVELS.indexOf(level);
    const has = lacking === 'disabled' ? 'has it off' : 'has it without that';
    diagnostics.error(
      alarm.document.at([...path, 'metricName']),
      'alarms/container-insights',
      `${name} exists only with Container Insights${level === 'enhanced' ? ' with enhanced observability' : ''}, and the cluster ${cluster} ${lacking === planned ? `${has} by what stack.yml says` : has}: the alarm ${alarm.name} would never have data.`,
      isPlanned
        ? 'Deploy first: stack.yml wants it, and the deploy turns it on.'
        : `Write \`containerInsights: ${level}\` at \`cluster\` in stack.yml and deploy, or turn it on for the cluster.`,
    );
  }
}

function insightsMetrics(fields: JsonObject): InsightsMetric[] {
  return metricsOf(fields).flatMap(({ path }) => {
    const [namespace, name] = ['namespace', 'metricName'].map((field) => valueAt(fields, [...path, field]));
    if (namespace !== CONTAINER_INSIGHTS.name || typeof name !== 'string') return [];
    return [{ path, name, level: knownMetric(namespace, name)?.isEnhanced === true ? 'enhanced' : 'enabled' }];
  });
}
