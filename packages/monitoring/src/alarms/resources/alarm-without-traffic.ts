import { subjectOf, type Diagnostics } from '@fargate-actions/files';
import { metricsOf, type Alarm } from '../fill/alarm.ts';
import { dimensionsAt } from '../fill/dimensions.ts';
import type { TargetGroupLookup } from './target-group-lookup.ts';

/**
 * Whether a recommended alarm would watch traffic that nobody measures: its target group is of a Network Load Balancer, or
 * of none. One notice a target group says so; in a file, where somebody wants the alarm, it is an error.
 */
export async function isWithoutTraffic(
  alarm: Alarm,
  lookup: TargetGroupLookup,
  diagnostics: Diagnostics,
): Promise<boolean> {
  const group = alarm.isRecommended ? watchedGroup(alarm, diagnostics) : undefined;
  if (group === undefined) return false;
  const found = await lookup(group);
  // One that is not there is an error, as for any alarm.
  if (found.kind === 'unknown' || found.loadBalancer?.startsWith('app/') === true) return false;
  const { loadBalancer } = found;
  diagnostics.notice(
    alarm.at(),
    'alarms/load-balancer',
    `There are no recommended alarms on the traffic of ${alarm.service?.name ?? group}: ${loadBalancer === undefined ? `its target group ${group} has no load balancer` : `its target group ${group} is of ${loadBalancer}, which is no Application Load Balancer`}.`,
    loadBalancer === undefined
      ? 'Attach it to a listener of a load balancer, and run again.'
      : 'What it has instead is in AWS/NetworkELB: write alarms on that into a file, with their dimensions.',
  );
  return true;
}

/** The target group that an alarm on traffic watches. */
function watchedGroup({ fields, document, service }: Alarm, diagnostics: Diagnostics): string | undefined {
  const subject = subjectOf(document, diagnostics);
  const [metric] = metricsOf(fields).filter(
    ({ path }) => subject.text([...path, 'namespace']) === 'AWS/ApplicationELB',
  );
  if (!metric) return undefined;
  const named = dimensionsAt(subject, metric.path).find(({ name }) => name === 'TargetGroup')?.['value'];
  return typeof named === 'string' ? named : service?.targetGroups[0];
}
