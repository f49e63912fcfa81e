import type { Aws } from '@fargate-actions/aws';

/** What a cluster's setting `containerInsights` may be. */
export type ContainerInsights = 'enabled' | 'enhanced' | 'disabled';

/** Whether it is on, as that of a cluster that nothing is known of is not. */
export function isInsightsOn(setting: ContainerInsights | undefined): boolean {
  return setting !== undefined && setting !== 'disabled';
}

/**
 * Whether a cluster has Container Insights; undefined when there is no such cluster, or we may not look.
 *
 * @param lost what is lost when we may not look.
 */
export async function readContainerInsights(
  cluster: string,
  lost: string,
  aws: Aws,
): Promise<ContainerInsights | undefined> {
  const seen = await aws.gaps.optional(lost, async () => ({ cluster: await aws.clusters.find(cluster) }));
  if (!seen?.cluster) return undefined;
  const setting = seen.cluster.settings?.find(({ name }) => name === 'containerInsights')?.value;
  return setting === 'enabled' || setting === 'enhanced' ? setting : 'disabled';
}
