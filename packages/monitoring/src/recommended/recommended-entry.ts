import type { JsonObject } from '@fargate-actions/documents';
import { fitting } from '../managed-name.ts';
import { managedPrefix, type AlarmEntry, type MonitoredService, type MonitoredStack } from '../monitored-stack.ts';

/** The longest name of an alarm. Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const LONGEST_NAME = 255;

/** A minute: the period in which ECS, load balancers and SQS publish. */
export const PERIOD_SECONDS = 60;

/** An alarm of the recommended set, without the dimensions and actions that every alarm gets. */
export interface Recommendation {
  /** What its name ends with: `high-cpu`. */
  readonly kind: string;
  /** What it means that it rings, for whoever is told. */
  readonly description: string;
  /** PutMetricAlarm's fields. */
  readonly fields: JsonObject;
}

/**
 * A recommended alarm as if a file had it.
 *
 * @param subject what its name begins with: by default the service that it is of.
 */
export function recommendedEntry(
  { kind, description, fields }: Recommendation,
  service: MonitoredService,
  stack: MonitoredStack,
  subject = service.name,
): AlarmEntry {
  return {
    fields: {
      alarmName: fitting(`${managedPrefix(stack)}${subject}-${kind}`, LONGEST_NAME),
      alarmDescription: description,
      service: service.name,
      ...fields,
    },
    // In no file: stack.yml's service is why it is there.
    at: () => service.at,
  };
}

/**
 * A metric that an expression uses; its dimensions are filled in as those of any alarm.
 *
 * @param which what the service does not tell of them.
 */
export function metricQuery(
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  which: JsonObject = {},
): JsonObject {
  const metric = { namespace, metricName, ...which };
  return { id, metricStat: { metric, period: PERIOD_SECONDS, stat }, returnData: false };
}

/** The expression that an alarm is about, shown under this label. */
export function expressionQuery(id: string, label: string, expression: string): JsonObject {
  return { id, label, expression, returnData: true };
}
