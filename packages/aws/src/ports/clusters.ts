import type {
  Cluster,
  CreateClusterCommandInput,
  PutClusterCapacityProvidersCommandInput,
  UpdateClusterSettingsCommandInput,
} from '@aws-sdk/client-ecs';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { expected } from '../expected.ts';
import type { Wire } from '../wire.ts';

/** ECS clusters. */
export function clusters(wire: Wire, clock: Clock) {
  const describe = batched<Cluster>(
    100,
    clock,
    async (names) => {
      const { clusters = [] } = await wire.call('ecs:DescribeClusters', {
        clusters: [...names],
        include: ['SETTINGS', 'CONFIGURATIONS', 'TAGS'],
      });
      return new Map(
        clusters.flatMap((cluster) => [
          [cluster.clusterName ?? '', cluster],
          [cluster.clusterArn ?? '', cluster],
        ]),
      );
    },
    () => wire.prepare?.('ecs:DescribeClusters'),
  );
  return {
    /** The ACTIVE cluster of that name or ARN. A deleted one still shows as INACTIVE for a while: it is not found. */
    async find(nameOrArn: string): Promise<Cluster | undefined> {
      const cluster = await describe(nameOrArn);
      return cluster?.status === 'INACTIVE' ? undefined : cluster;
    },
    async create(input: CreateClusterCommandInput): Promise<Cluster> {
      return expected((await wire.call('ecs:CreateCluster', input)).cluster, 'ecs:CreateCluster');
    },
    /** Replaces the list of providers: give all that are to be attached. */
    async putCapacityProviders(input: PutClusterCapacityProvidersCommandInput): Promise<void> {
      await wire.call('ecs:PutClusterCapacityProviders', input);
    },
    async updateSettings(input: UpdateClusterSettingsCommandInput): Promise<void> {
      await wire.call('ecs:UpdateClusterSettings', input);
    },
  };
}
