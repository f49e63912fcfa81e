import type { JsonObject, Position } from '@fargate-actions/documents';
import type { ContainerInsights } from '@fargate-actions/service';
import { hashOf } from './managed-name.ts';

/** A service of a stack as its monitoring needs to know it. */
export interface MonitoredService {
  /** What stack.yml calls it. */
  readonly key: string;
  /** The ECS service's name. */
  readonly name: string;
  readonly cluster: string;
  /** CloudWatch log groups that its containers write to. */
  readonly logGroups: readonly string[];
  /** The tasks that are to run at least: the scaling's minimum, else its service file's `desiredCount`. */
  readonly leastTasks: number | undefined;
  /** What its load balancers name, ARN or name: empty without one. */
  readonly targetGroups: readonly string[];
  /** The SQS queue that its scaling follows, by name. */
  readonly queue: string | undefined;
  readonly isSingleton: boolean;
  /** Where stack.yml has the service. */
  readonly at: Position | undefined;
}

/** A stack as its monitoring needs to know it. */
export interface MonitoredStack {
  readonly name: string;
  readonly environment: string | undefined;
  readonly region: string;
  readonly cluster: string;
  readonly services: readonly MonitoredService[];
  /** What stack.yml says of the cluster's Container Insights, which the next deploy sees to; undefined: nothing. */
  readonly containerInsights: ContainerInsights | undefined;
  /** Whether there may be hours in which nothing of it runs. */
  readonly hasOffHours: boolean;
  /** The SNS topic to tell, name or ARN. */
  readonly notify: { readonly topic: string; readonly at: Position | undefined } | undefined;
}

/**
 * An alarm as a file has it, in camelCase, not filled in yet; the recommended ones have the same shape.
 *
 * Beside CloudWatch's fields it may have ours: `service`, `notify` and `guardsDeployment`, which are not sent.
 */
export interface AlarmEntry {
  readonly fields: JsonObject;
  /** Where a field stands, or a part of it (`at('dimensions', 0, 'name')`); without a name the entry itself. */
  readonly at: (field?: string, ...below: readonly (string | number)[]) => Position | undefined;
}

/** What tells a stack in one of its environments from all others of an account and region. */
export type StackPlace = Pick<MonitoredStack, 'name' | 'environment' | 'cluster'>;

/**
 * What the names of all begin with that this tool makes for a stack on its own account, not at a file's word.
 *
 * Environments may share a cluster, so an environment's name is in it. No name has a full stop in it: no prefix is the
 * beginning of another stack's or environment's.
 */
export function managedPrefix({ name, environment, cluster }: StackPlace): string {
  return `fargate-actions-${name}.${environment === undefined ? '' : `.${inNames(environment)}.`}${cluster}.`;
}

/**
 * An environment as names of all kinds can have it: those of rules are letters, digits and few marks.
 *
 * `pr/42` and `pr-42` stay apart: one that is changed says by a hash what it was.
 */
export function inNames(environment: string): string {
  const name = environment.replace(/[^\w-]/g, '-');
  return name === environment ? name : `${name}-${hashOf(environment)}`;
}
