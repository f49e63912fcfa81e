import type { Task } from '@aws-sdk/client-ecs';
import type { TargetGroup, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { UnhealthyTarget } from '../evidence.ts';
import { addressOf } from '../new-task-health.ts';

/** A target group with what it says of its targets. */
export interface TargetsSeen {
  /** Undefined where its settings may not be read. */
  readonly group: TargetGroup | undefined;
  readonly targets: readonly TargetHealthDescription[];
}

/**
 * The targets of these tasks that the load balancer calls unhealthy.
 *
 * @param tasks those of the deployment; undefined where they may not be read: then every target counts.
 */
export function unhealthyTargets(seen: readonly TargetsSeen[], tasks: readonly Task[] | undefined): UnhealthyTarget[] {
  const addresses = tasks && new Set(tasks.map(addressOf));
  return seen.flatMap(({ group, targets }) =>
    targets.flatMap(({ Target, TargetHealth }) => {
      const isOurs = addresses === undefined || addresses.has(Target?.Id);
      if (!isOurs || TargetHealth?.State !== 'unhealthy') return [];
      const port = Target?.Port;
      return [
        {
          target: `${Target?.Id ?? '?'}:${port ?? '?'}`,
          ...(port !== undefined && { port }),
          reason: TargetHealth.Description ?? TargetHealth.Reason ?? 'no reason given',
          ...(group && { check: checkText(group, port) }),
        },
      ];
    }),
  );
}

const EVENT =
  /(?:\(task (?<task>\w+)\) )?\(port (?<port>\d+)\) is unhealthy in \(target-group [^)]*\) due to \(reason (?<reason>.*?)\)\.?$/;

/**
 * The targets that a deployment's events call unhealthy, the newest first.
 *
 * @param tasks those of the deployment: the events of old tasks are no matter.
 * @param group the target group, for what it asks; undefined where its settings are not known.
 */
export function unhealthyInEvents(
  events: readonly string[],
  tasks: readonly Task[],
  group: TargetGroup | undefined,
): UnhealthyTarget[] {
  const ours = new Set(tasks.map(({ taskArn = '' }) => taskArn.split('/').at(-1)));
  return events.toReversed().flatMap((event) => {
    const { task, port = '', reason = '' } = EVENT.exec(event)?.groups ?? {};
    if (port === '' || (task !== undefined && !ours.has(task))) return [];
    return [
      { target: `port ${port}`, port: Number(port), reason, ...(group && { check: checkText(group, Number(port)) }) },
    ];
  });
}

/** `GET /health on port 8000`, or `a TCP connection to port 5432`. */
function checkText(group: TargetGroup, port: number | undefined): string {
  const { HealthCheckProtocol = 'HTTP', HealthCheckPath = '/', HealthCheckPort } = group;
  const asked =
    HealthCheckPort === undefined || HealthCheckPort === 'traffic-port' ? String(port ?? '?') : HealthCheckPort;
  if (!HealthCheckProtocol.startsWith('HTTP')) return `a ${HealthCheckProtocol} connection to port ${asked}`;
  const secure = HealthCheckProtocol === 'HTTPS' ? ' by HTTPS' : '';
  return `GET ${HealthCheckPath} on port ${asked}${secure}`;
}
