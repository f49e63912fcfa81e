import type { StandardUnit } from '@aws-sdk/client-cloudwatch';

/** The units of metrics, by the SDK's model. */
const UNITS: Readonly<Record<StandardUnit, true>> = {
  Bits: true,
  'Bits/Second': true,
  Bytes: true,
  'Bytes/Second': true,
  Count: true,
  'Count/Second': true,
  Gigabits: true,
  'Gigabits/Second': true,
  Gigabytes: true,
  'Gigabytes/Second': true,
  Kilobits: true,
  'Kilobits/Second': true,
  Kilobytes: true,
  'Kilobytes/Second': true,
  Megabits: true,
  'Megabits/Second': true,
  Megabytes: true,
  'Megabytes/Second': true,
  Microseconds: true,
  Milliseconds: true,
  None: true,
  Percent: true,
  Seconds: true,
  Terabits: true,
  'Terabits/Second': true,
  Terabytes: true,
  'Terabytes/Second': true,
};

/** The units that a metric may have. */
export const UNIT_NAMES: readonly string[] = Object.keys(UNITS);
