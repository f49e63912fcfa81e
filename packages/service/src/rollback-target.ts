import type { Service } from '@aws-sdk/client-ecs';
import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import { revisionName } from './rollout/verdict.ts';

const PREVIOUS = 'previous';
const REVISION = /^\d+$/;
const FAMILY_AND_REVISION = /^[\w-]{1,255}:\d+$/;
const LOST = 'Which revision was deployed before is told from the revisions of the family, not from its deployments.';

/**
 * The task definition to go back to, by its ARN; undefined after an error.
 *
 * `previous` is the target of the newest SUCCESSFUL service deployment before the current one that has another, still
 * ACTIVE task definition; where deployments may not be read, the newest lower ACTIVE revision, with a warning.
 * Source: contracts.md, "Watching a deployment".
 *
 * @param to `previous`, a revision's number, `family:revision`, or an ARN.
 */
export async function rollbackTarget(
  to: string,
  service: Service,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const current = service.taskDefinition ?? '';
  if (to === PREVIOUS) return findPrevious(service, current, aws, diagnostics);
  const reference = referenceOf(to, current);
  if (reference === undefined) {
    diagnostics.error(
      undefined,
      'rollback/malformed',
      `rollback-to is \`${to}\`; it takes \`previous\`, a revision's number, or \`family:revision\`.`,
    );
    return undefined;
  }
  const found = await aws.taskDefinitions.find(reference);
  if (found?.taskDefinition.status === 'ACTIVE') return found.taskDefinition.taskDefinitionArn;
  diagnostics.error(
    undefined,
    'rollback/not-active',
    found
      ? `${reference} is ${found.taskDefinition.status ?? 'not ACTIVE'}: it can't be deployed.`
      : `There is no task definition ${reference}.`,
    `${service.serviceName ?? 'The service'} runs ${revisionName(current)}; give one of its ACTIVE revisions.`,
  );
  return undefined;
}

function referenceOf(to: string, current: string): string | undefined {
  if (REVISION.test(to)) return `${revisionName(current).split(':')[0] ?? ''}:${to}`;
  return FAMILY_AND_REVISION.test(to) || to.startsWith('arn:') ? to : undefined;
}

async function findPrevious(
  service: Service,
  current: string,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<string | undefined> {
  const answer = await aws.gaps.unlessDenied(LOST, async () => ({
    found: await previousDeployed(service, current, aws),
  }));
  if (answer?.found !== undefined) return answer.found;
  const older = answer ? undefined : await newestLower(current, aws);
  if (older !== undefined) {
    diagnostics.warning(
      undefined,
      'rollback/guessed',
      `${service.serviceName ?? 'The service'} goes back to ${revisionName(older)}, the newest lower revision: whether it ever ran is not known.`,
      'Allow ecs:ListServiceDeployments and ecs:DescribeServiceRevisions, or name the revision.',
    );
    return older;
  }
  diagnostics.error(
    undefined,
    'rollback/no-previous',
    `${service.serviceName ?? 'The service'} has no earlier deployment to go back to that succeeded and whose task definition is still ACTIVE.`,
    'Name a revision: `rollback-to: family:revision`.',
  );
  return undefined;
}

async function previousDeployed(service: Service, current: string, aws: Aws): Promise<string | undefined> {
  const deployments = await aws.serviceDeployments.list(service.clusterArn ?? '', service.serviceArn ?? '');
  for (const { status, targetServiceRevisionArn } of deployments) {
    if (status !== 'SUCCESSFUL' || !targetServiceRevisionArn) continue;
    const revision = await aws.serviceDeployments.describeRevision(targetServiceRevisionArn);
    const { taskDefinition } = revision ?? {};
    if (!taskDefinition || taskDefinition === current) continue;
    const found = await aws.taskDefinitions.find(taskDefinition);
    if (found?.taskDefinition.status === 'ACTIVE') return taskDefinition;
  }
  return undefined;
}

async function newestLower(current: string, aws: Aws): Promise<string | undefined> {
  const [family = '', revision = '0'] = revisionName(current).split(':');
  const number = (arn: string): number => Number(arn.split(':').at(-1));
  return (await aws.taskDefinitions.listActive(family)).find(
    (arn) => revisionName(arn).startsWith(`${family}:`) && number(arn) < Number(revision),
  );
}
