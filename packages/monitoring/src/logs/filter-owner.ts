import type { Aws } from '@fargate-actions/aws';
import { otherRepository, REPOSITORY_TAG } from '@fargate-actions/service';
import type { MonitoredStack } from '../monitored-stack.ts';
import { serviceOfErrorFilter } from './error-metric.ts';

/**
 * The repository to which a metric filter belongs, where it is another one than this run's.
 *
 * A filter has nothing that could name it, but it counts the errors of a service, and the tags of that name the repository
 * that deployed it. Undefined where the service is gone, has no such tag, or may not be read, and of a group that several
 * services share. A failure that passes is thrown: what is deleted rests on the answer.
 *
 * @param own the tags that this run writes.
 */
export async function repositoryOfFilter(
  name: string,
  stack: MonitoredStack,
  own: Readonly<Record<string, string>>,
  aws: Aws,
): Promise<string | undefined> {
  const service = serviceOfErrorFilter(name, stack);
  if (service === undefined || own[REPOSITORY_TAG] === undefined) return undefined;
  const lost = `Whether metric filters of ${service} are of another repository is not known.`;
  const found = await aws.gaps.unlessDenied(lost, () => aws.services.find(stack.cluster, service));
  return otherRepository(found?.tags?.find(({ key }) => key === REPOSITORY_TAG)?.value, own[REPOSITORY_TAG]);
}
