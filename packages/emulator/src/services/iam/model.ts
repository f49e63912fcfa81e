import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdAt: number;
  assumeRolePolicyDocument: string;
  tags: Tags;
}
