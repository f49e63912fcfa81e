import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm of CloudWatch; one that neither `metric` nor `composite` defines is known by its state alone. */
export interface Alarm {
  readonly name: string;
  state: AlarmState;
  /** What PutMetricAlarm was given, but for its tags. */
  metric?: Omit<PutMetricAlarmInput, 'Tags'>;
  /** What PutCompositeAlarm was given, but for its tags. */
  composite?: Omit<PutCompositeAlarmInput, 'Tags'>;
  stateReason?: string;
  stateReasonData?: string;
  /** When its state changed last. */
  stateUpdatedAt?: number;
  configuredAt?: number;
  /** When it last triggered the scaling policies among its actions. */
  toldPoliciesAt?: number;
  /** A happening of the scenario has set its state, and no evaluation changes it. */
  isHeld?: boolean;
  /** A composite alarm follows a change just now, which may come back to it in a circle. */
  isSettling?: boolean;
  tags?: Tags;
}

export interface Dashboard {
  readonly name: string;
  body: string;
  modifiedAt: number;
}

/** Values that came in for one moment, as CloudWatch stores them. */
export interface MetricSample {
  readonly at: number;
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The single values; absent where a statistic set came in, of which there are no percentiles. */
  readonly values?: readonly number[];
  readonly unit: string;
}

/** A metric: its name and dimensions, and what came in, in the order of time. */
export interface MetricSeries {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly samples: MetricSample[];
}
