import { isAwsError, type Aws } from '@fargate-actions/aws';

/** The names of a cluster's services, or that the cluster itself is missing. */
export type ServicesOfCluster = readonly string[] | 'no cluster';

/** The names of a cluster's services, for saying which there are; none where that may not be known. */
export async function servicesOfCluster(cluster: string, aws: Aws): Promise<ServicesOfCluster> {
  try {
    return (await aws.services.list(cluster)).map((arn) => arn.split('/').at(-1) ?? arn);
  } catch (error) {
    if (isAwsError(error, 'missing')) return 'no cluster';
    // Only for a hint: it must not take the place of what is to be said.
    if (isAwsError(error, 'denied', 'refused', 'lost', 'throttled')) return [];
    throw error;
  }
}

/** What to say of a service that was not found, or of its cluster where that is what is missing. */
export interface Missing {
  readonly what: 'service' | 'cluster';
  readonly message: string;
  readonly hint: string;
}

/** What is missing, and what to do about it. */
export function missingService(cluster: string, name: string, others: ServicesOfCluster): Missing {
  if (others === 'no cluster') {
    return {
      what: 'cluster',
      message: `There is no cluster ${cluster} in this account and region.`,
      hint: 'Check the name of the cluster, the region and the credentials.',
    };
  }
  const known = others.toSorted().slice(0, 20).join(', ');
  return {
    what: 'service',
    message: `There is no service ${name} in the cluster ${cluster}.`,
    hint: known === '' ? 'Check its name, or deploy it first.' : `There are: ${known}.`,
  };
}
