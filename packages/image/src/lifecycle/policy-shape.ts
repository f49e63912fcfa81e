import type { Fields } from '@fargate-actions/documents';

/** Source: ECR user guide, "Lifecycle policy properties". */
export const TAG_STATUSES = ['tagged', 'untagged', 'any'] as const;
export const COUNT_TYPES = [
  'imageCountMoreThan',
  'sinceImagePushed',
  'sinceImagePulled',
  'sinceImageTransitioned',
] as const;
export const STORAGE_CLASSES = ['standard', 'archive'] as const;
export const ACTIONS = ['expire', 'transition'] as const;

/** The fields of a lifecycle policy's file. */
export const POLICY_SHAPE: Fields = {
  rules: {
    items: {
      fields: {
        rulePriority: 'whole number',
        description: 'text',
        selection: {
          fields: {
            tagStatus: { choice: TAG_STATUSES },
            tagPatternList: { items: 'text' },
            tagPrefixList: { items: 'text' },
            storageClass: { choice: STORAGE_CLASSES },
            countType: { choice: COUNT_TYPES },
            countUnit: { choice: ['days'] },
            countNumber: 'whole number',
          },
        },
        action: { fields: { type: { choice: ACTIONS }, targetStorageClass: { choice: ['archive'] } } },
      },
    },
  },
};
