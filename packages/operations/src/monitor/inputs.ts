import type { StackInputs } from '@fargate-actions/action-kit';

/** The inputs of monitoring; those of monitor-config are of this shape. What is given goes before stack.yml. */
export interface MonitorInputs extends StackInputs {
  /** Path of a file of alarms. */
  readonly alarms: string | undefined;
  /** `true`, `false`, or the path of a file with its body. */
  readonly dashboard: string | undefined;
  readonly logRetentionInDays: number | undefined;
  /** Name or ARN of the SNS topic that hears of alarms. */
  readonly notify: string | undefined;
  /** Deletes what this tool made for the stack and the files no longer have. */
  readonly prune: boolean;
  /** Name or ARN, without a stack. */
  readonly service: string | undefined;
  readonly cluster: string | undefined;
}
