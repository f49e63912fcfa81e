import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  value: string;
  deletedAt?: number;
  tags: Tags;
}
