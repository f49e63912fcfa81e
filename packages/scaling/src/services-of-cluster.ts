import { isAwsError, type Aws } from '@fargate-actions/aws';

/** The names of a cluster's services, for saying which there are; none where that may not be known. */
export async function servicesOfCluster(cluster: string, aws: Aws): Promise<string[]> {
  try {
    return (await aws.services.list(cluster)).map((arn) => arn.split('/').at(-1) ?? arn);
  } catch (error) {
    // Only for a hint.
    if (isAwsError(error, 'denied', 'missing')) return [];
    throw error;
  }
}

/** `There are: a, b.`, or what else to do where there is none. */
export function thereAre(names: readonly string[]): string {
  return names.length > 0 ? `There are: ${names.toSorted().slice(0, 20).join(', ')}.` : 'Deploy it first.';
}
