import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Topic {
  readonly arn: string;
  readonly name: string;
  /** Who may do what with it, JSON. */
  policy: string;
  displayName: string;
  /** Id, alias or ARN of the key that it is encrypted with. */
  kmsKey?: string;
  tags: Tags;
}
