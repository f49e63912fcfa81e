import type { OperationTable } from '../../../world/operation.ts';
import { logEventOperations } from './events.ts';
import { groupSettingOperations } from './group-settings.ts';
import { groupTagOperations } from './group-tags.ts';
import { logGroupOperations } from './groups.ts';
import { metricFilterOperations } from './metric-filters.ts';
import { queryDefinitionOperations } from './query-definitions.ts';
import { logStreamOperations } from './streams.ts';

/** CloudWatch Logs's operations. */
export const logOperations: OperationTable = {
  ...logEventOperations,
  ...groupSettingOperations,
  ...groupTagOperations,
  ...logGroupOperations,
  ...metricFilterOperations,
  ...queryDefinitionOperations,
  ...logStreamOperations,
};
