import type { Tags } from '../../world/tags.ts';

/** What the service keeps: plain records, all times in milliseconds of AWS's clock. */

export interface Vpc {
  readonly id: string;
  readonly cidrBlock: string;
  readonly isDefault: boolean;
  tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly arn: string;
  readonly vpcId: string;
  readonly cidrBlock: string;
  readonly availabilityZone: string;
  tags: Tags;
}

export interface SecurityGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  tags: Tags;
}
