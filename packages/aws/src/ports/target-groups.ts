import type {
  ModifyTargetGroupCommandInput,
  TargetGroup,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isAwsError } from '../errors.ts';
import { allPages } from '../paging.ts';
import type { Wire } from '../wire.ts';

export type TargetGroups = ReturnType<typeof targetGroups>;

/** Target groups of Elastic Load Balancing. */
export function targetGroups(wire: Wire) {
  async function first(input: { Names: string[] } | { TargetGroupArns: string[] }): Promise<TargetGroup | undefined> {
    try {
      return (await wire.call('elasticloadbalancing:DescribeTargetGroups', input)).TargetGroups?.[0];
    } catch (error) {
      if (isAwsError(error, 'missing')) return undefined;
      throw error;
    }
  }
  return {
    byName: (name: string) => first({ Names: [name] }),
    byArn: (arn: string) => first({ TargetGroupArns: [arn] }),
    async list(): Promise<TargetGroup[]> {
      return allPages('elasticloadbalancing:DescribeTargetGroups', async (Marker) => {
        const answer = await wire.call('elasticloadbalancing:DescribeTargetGroups', { ...(Marker && { Marker }) });
        return { items: answer.TargetGroups, next: answer.NextMarker };
      });
    },
    /** Attributes by key, such as `deregistration_delay.timeout_seconds`. */
    async attributes(arn: string): Promise<Record<string, string>> {
      const answer = await wire.call('elasticloadbalancing:DescribeTargetGroupAttributes', { TargetGroupArn: arn });
      return Object.fromEntries((answer.Attributes ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
    },
    async modify(input: ModifyTargetGroupCommandInput): Promise<void> {
      await wire.call('elasticloadbalancing:ModifyTargetGroup', input);
    },
    async modifyAttributes(arn: string, attributes: Readonly<Record<string, string>>): Promise<void> {
      const Attributes = Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
      await wire.call('elasticloadbalancing:ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes });
    },
    async health(arn: string): Promise<TargetHealthDescription[]> {
      const answer = await wire.call('elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: arn });
      return answer.TargetHealthDescriptions ?? [];
    },
  };
}
