import type { OperationTable } from '../../../world/operation.ts';
import { imageOperations } from './images.ts';
import { lifecyclePolicyOperations } from './lifecycle-policies.ts';
import { lifecyclePreviewOperations } from './lifecycle-previews.ts';
import { pushOperations } from './pushes.ts';
import { repositoryOperations } from './repositories.ts';
import { scanOperations } from './scans.ts';
import { tagOperations } from './tags.ts';
import { tokenOperations } from './tokens.ts';

/** ECR's operations. */
export const ecrOperations: OperationTable = {
  ...imageOperations,
  ...lifecyclePolicyOperations,
  ...lifecyclePreviewOperations,
  ...pushOperations,
  ...repositoryOperations,
  ...scanOperations,
  ...tagOperations,
  ...tokenOperations,
};
