import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Parameter {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  value: string;
  version: number;
  lastModifiedAt: number;
  tags: Tags;
}
