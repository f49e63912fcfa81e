import type { OperationTable } from '../../../world/operation.ts';
import { alarmOperations } from './alarms.ts';
import { dashboardOperations } from './dashboards.ts';
import { metricDataOperations } from './metric-data.ts';
import { putAlarmOperations } from './put-alarms.ts';
import { alarmTagOperations } from './tags.ts';

/** CloudWatch's operations. */
export const cloudWatchOperations: OperationTable = {
  ...alarmOperations,
  ...alarmTagOperations,
  ...dashboardOperations,
  ...metricDataOperations,
  ...putAlarmOperations,
};
