import type { Cluster, ClusterSetting } from '@aws-sdk/client-ecs';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import {
  type Address,
  type Changes,
  type Difference,
  NO_CHANGES,
  resource,
  type Resource,
} from '@fargate-actions/engine';

/** The cluster that the stack wants. */
export interface ClusterSpec {
  readonly name: string;
  /** All that the stack's services use; others that are attached stay. */
  readonly capacityProviders: readonly string[];
  readonly containerInsights?: 'enabled' | 'enhanced' | 'disabled';
  readonly tags: Readonly<Record<string, string>>;
}

interface ClusterRequest {
  readonly create: boolean;
  readonly capacityProviders?: readonly string[];
  readonly settings?: ClusterSetting[];
}

/** The address of a cluster in a plan. */
export function clusterAddress(name: string): Address {
  return { kind: 'cluster', name };
}

/** An ECS cluster: created when missing; capacity providers only ever added. */
export function clusterResource(spec: ClusterSpec, aws: Aws): Resource {
  return resource<ClusterSpec, Cluster, ClusterRequest>({
    address: clusterAddress(spec.name),
    resolve: () => Promise.resolve(spec),
    read: ({ name }) => aws.clusters.find(name),
    plan: (found, wanted) => planCluster(found, wanted),
    apply: async (request, _values, { found }) => {
      // CreateCluster answers with the cluster that there is, and the others say how it is to be.
      await sentAgainWhenLost(() => (request.create ? create(aws, spec, request) : update(aws, spec, request, found)));
      return { outputs: {} };
    },
  });
}

/** What a cluster lacks. */
export function planCluster(found: Cluster | undefined, wanted: ClusterSpec): Changes<ClusterRequest> {
  const attached = found?.capacityProviders ?? [];
  const missing = wanted.capacityProviders.filter((provider) => !attached.includes(provider));
  const insights = found?.settings?.find(({ name }) => name === 'containerInsights')?.value ?? 'disabled';
  const hasOtherInsights = wanted.containerInsights !== undefined && wanted.containerInsights !== insights;
  if (found && missing.length === 0 && !hasOtherInsights) return NO_CHANGES;

  const capacityProviders = [...attached, ...missing];
  const request: ClusterRequest = {
    create: !found,
    ...(missing.length > 0 && { capacityProviders }),
    ...(hasOtherInsights && { settings: [{ name: 'containerInsights', value: wanted.containerInsights }] }),
  };
  const differences: Difference[] = [
    ...(missing.length > 0 ? [{ path: 'capacityProviders', from: found && [...attached], to: capacityProviders }] : []),
    ...(hasOtherInsights
      ? [{ path: 'settings.containerInsights', from: found && insights, to: wanted.containerInsights }]
      : []),
  ];
  return { action: found ? 'update' : 'create', differences, request };
}

/** Creates the cluster, without our tags where tagging is denied: they are for people, nothing rests on them. */
async function create(aws: Aws, spec: ClusterSpec, request: ClusterRequest): Promise<void> {
  const input = {
    clusterName: spec.name,
    ...(request.capacityProviders && { capacityProviders: [...request.capacityProviders] }),
    ...(request.settings && { settings: request.settings }),
  };
  const tags = Object.entries(spec.tags).map(([key, value]) => ({ key, value }));
  try {
    await aws.clusters.create({ ...input, tags });
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'ecs:TagResource') throw error;
    aws.gaps.note(error, 'The cluster has no tags that say which run created it.');
    await aws.clusters.create(input);
  }
}

async function update(aws: Aws, spec: ClusterSpec, request: ClusterRequest, found: Cluster | undefined): Promise<void> {
  if (request.capacityProviders) {
    await aws.clusters.putCapacityProviders({
      cluster: spec.name,
      capacityProviders: [...request.capacityProviders],
      defaultCapacityProviderStrategy: found?.defaultCapacityProviderStrategy ?? [],
    });
  }
  if (request.settings) await aws.clusters.updateSettings({ cluster: spec.name, settings: request.settings });
}
