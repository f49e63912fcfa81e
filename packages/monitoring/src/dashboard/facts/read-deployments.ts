import { isAwsError, type Aws } from '@fargate-actions/aws';
import type { MonitoredService } from '../../monitored-stack.ts';
import type { DeploymentMark } from '../generated/service-facts.ts';
import { deploymentMarks, MARKS_SHOWN, newest } from './deployment-marks.ts';

/** The marks of a service's newest deployments; none where there is no such service yet, or we may not look. */
export async function readDeployments(service: MonitoredService, aws: Aws): Promise<DeploymentMark[]> {
  const lost = 'A new dashboard does not show when deployments were; one that shows them stays as it is.';
  const listed = (await aws.gaps.optional(lost, () => list(service, aws))) ?? [];
  const known = listed.flatMap(({ serviceDeploymentArn: arn, createdAt, status = '', targetServiceRevisionArn }) =>
    arn === undefined || createdAt === undefined
      ? []
      : [{ arn, createdAt, status, revision: targetServiceRevisionArn }],
  );
  const marked = await Promise.all(
    newest(known).map(async ({ revision, ...deployment }) => ({
      ...deployment,
      taskDefinition: revision === undefined ? undefined : await taskDefinitionOf(revision, aws),
    })),
  );
  return deploymentMarks(marked);
}

async function list({ cluster, name }: MonitoredService, aws: Aws) {
  try {
    return await aws.serviceDeployments.list(cluster, name, { newest: MARKS_SHOWN });
  } catch (error) {
    // Services of another deployment controller have no service deployments, and ECS refuses to list them.
    if (isAwsError(error, 'missing', 'refused')) return [];
    throw error;
  }
}

async function taskDefinitionOf(revision: string, aws: Aws): Promise<string | undefined> {
  const lost =
    'A new dashboard names deployments by their ids; one that names them by what they brought stays as it is.';
  return (await aws.gaps.optional(lost, () => aws.serviceDeployments.describeRevision(revision)))?.taskDefinition;
}
