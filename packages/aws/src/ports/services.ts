import type { CreateServiceCommandInput, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import { allPages } from '../paging.ts';
import type { CallOptions, Wire } from '../wire.ts';

/** ECS describes this many services a call. */
const BATCH = 10;

/** ECS services. */
export function services(wire: Wire, clock: Clock) {
  const describers = new Map<string, (name: string) => Promise<Service | undefined>>();

  function describer(cluster: string) {
    const known = describers.get(cluster);
    if (known) return known;
    const describe = batched<Service>(
      BATCH,
      clock,
      async (names) => {
        const answer = await wire.call('ecs:DescribeServices', { cluster, services: [...names], include: ['TAGS'] });
        return new Map(
          (answer.services ?? []).flatMap((service) => [
            [service.serviceName ?? '', service],
            [service.serviceArn ?? '', service],
          ]),
        );
      },
      () => wire.prepare?.('ecs:DescribeServices'),
    );
    describers.set(cluster, describe);
    return describe;
  }

  return {
    /** The service of that name or ARN, whatever its status; undefined when it or the cluster does not exist. */
    async find(cluster: string, name: string): Promise<Service | undefined> {
      try {
        return await describer(cluster)(name);
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    async create(input: CreateServiceCommandInput): Promise<Service> {
      return expected((await wire.call('ecs:CreateService', input)).service, 'ecs:CreateService');
    },
    async update(input: UpdateServiceCommandInput, options: Pick<CallOptions, 'confirm'> = {}): Promise<Service> {
      return expected((await wire.call('ecs:UpdateService', input, options)).service, 'ecs:UpdateService');
    },
    /** The ARNs of a cluster's services. */
    async list(cluster: string): Promise<string[]> {
      return allPages('ecs:ListServices', async (nextToken) => {
        const answer = await wire.call('ecs:ListServices', {
          cluster,
          maxResults: 100,
          ...(nextToken && { nextToken }),
        });
        return { items: answer.serviceArns, next: answer.nextToken };
      });
    },
    async tag(
      arn: string,
      tags: Readonly<Record<string, string>>,
      options: Pick<CallOptions, 'confirm'> = {},
    ): Promise<void> {
      const input = { resourceArn: arn, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
      await wire.call('ecs:TagResource', input, options);
    },
    /** Takes tags off a service; keys that it does not have are as good. */
    async untag(arn: string, keys: readonly string[], options: Pick<CallOptions, 'confirm'> = {}): Promise<void> {
      await wire.call('ecs:UntagResource', { resourceArn: arn, tagKeys: [...keys] }, options);
    },
  };
}
