import type { Position } from '@fargate-actions/documents';

/** How the errors in the logs of services are counted, and from how many on somebody is told. */
export interface ErrorLogs {
  /** By default `{ $.level = "ERROR" }`. */
  readonly filterPattern?: string | undefined;
  /** Alarm at so many in five minutes; none without. */
  readonly threshold?: number | undefined;
}

/** How the log groups of a stack are to be, in the words of stack.yml's `monitoring`. */
export interface LogSettings {
  /** Absent: left as it is. */
  readonly retentionInDays: number | undefined;
  /** ARN of a KMS key; absent: left as it is. */
  readonly kmsKeyId: string | undefined;
  /** Whether errors are counted, and how. */
  readonly errorLogs?: boolean | ErrorLogs | undefined;
  /** Whether queries for errors and for one request are saved. */
  readonly queries: boolean;
  /** The services, by their names in ECS, whose groups it is about; absent: all. Saved queries are always about all. */
  readonly services?: readonly string[] | undefined;
  /** Where `monitoring` has one of its fields. */
  readonly at: (field?: string) => Position | undefined;
}

/** A line of level ERROR, as the seed's log format has it. Source: reference/seed-document.txt, "Logging". */
const ERROR_LEVEL = '{ $.level = "ERROR" }';

/** What errors are counted by; undefined where they are not to be counted. */
export function errorPattern(errorLogs: LogSettings['errorLogs']): string | undefined {
  if (errorLogs === undefined || errorLogs === false) return undefined;
  return errorLogs === true ? ERROR_LEVEL : (errorLogs.filterPattern ?? ERROR_LEVEL);
}
