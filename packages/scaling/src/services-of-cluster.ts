import { isAwsError, type Aws } from '@fargate-actions/aws';

/** The names of a cluster's services, or that the cluster itself is missing. */
export type ServicesOfCluster = readonly string[] | 'no cluster';

/** The names of a cluster's services, for saying which there are; none where that may not be known. */
export async function servicesOfCluster(cluster: string, aws: Aws): Promise<ServicesOfCluster> {
  try {
    return (await aws.services.list(cluster)).map((arn) => arn.split('/').at(-1) ?? arn);
  } catch (error) {
    // Only for a hint.
    if (isAwsError(error, 'denied')) return [];
    if (isAwsError(error, 'missing')) return 'no cluster';
    throw error;
  }
}

/** `There are: a, b.`, or what else to do where there is none. */
export function thereAre(names: ServicesOfCluster): string {
  if (names === 'no cluster') return 'There is no such cluster either: check its name, and the region.';
  return names.length > 0 ? `There are: ${names.toSorted().slice(0, 20).join(', ')}.` : 'Deploy it first.';
}
