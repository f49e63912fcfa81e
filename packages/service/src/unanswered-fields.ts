import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws } from '@fargate-actions/aws';
import type { Diagnostics, JsonObject } from '@fargate-actions/documents';
import { CREATE_ONLY } from './service-fields.ts';
import type { ServiceWanted } from './service-spec.ts';

/** Fields that DescribeServices answers, at the service or at its newest deployment, where they are set. */
const ANSWERED: ReadonlySet<string> = new Set([
  ...CREATE_ONLY,
  'availabilityZoneRebalancing',
  'capacityProviderStrategy',
  'deploymentConfiguration',
  'deploymentController',
  'desiredCount',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'loadBalancers',
  'networkConfiguration',
  'placementConstraints',
  'placementStrategy',
  'platformVersion',
  'propagateTags',
  'serviceConnectConfiguration',
  'serviceRegistries',
  'tags',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
]);

/** Fields that only a service revision has. Source: the SDK's types of Service, Deployment and ServiceRevision. */
const OF_REVISIONS: ReadonlySet<string> = new Set(['gatewayConnectors', 'monitoring']);

/** The fields of a file that DescribeServices says nothing of. */
function unansweredFields(fields: JsonObject, service: Service): string[] {
  return Object.keys(fields).filter((name) => !ANSWERED.has(name) && !(name in service));
}

/** The newest revision of a service, read only where its file has what no other call answers. */
export async function readRevision(
  { document: { value }, name }: ServiceWanted,
  service: Service,
  aws: Aws,
): Promise<ServiceRevision | undefined> {
  const fields = unansweredFields(value as JsonObject, service);
  const arns = (service.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []);
  if (fields.length === 0 || arns.length === 0) return undefined;
  const revisions = await aws.gaps.optional(`Whether ${fields.join(', ')} of ${name} differs is not known.`, () =>
    Promise.all(arns.map((arn) => revisionOf(arn, aws))),
  );
  return revisions
    ?.filter((revision) => revision !== undefined)
    .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))[0];
}

async function revisionOf(arn: string, aws: Aws): Promise<ServiceRevision | undefined> {
  try {
    return await aws.serviceDeployments.describeRevision(arn);
  } catch (error) {
    if (isAwsError(error, 'missing', 'refused')) return undefined;
    throw error;
  }
}

/** What a revision says of fields that DescribeServices does not answer. */
export function answeredByRevision(
  fields: JsonObject,
  service: Service,
  revision: ServiceRevision | undefined,
): Record<string, unknown> {
  const names = new Set(unansweredFields(fields, service));
  return Object.fromEntries(Object.entries(revision ?? {}).filter(([name]) => names.has(name)));
}

/**
 * The fields of a file of which nobody says what the service has: they are sent along with what else changes, and are no
 * change themselves, which they would be in every run.
 */
export function fieldsNotCompared(
  fields: JsonObject,
  service: Service,
  revision: ServiceRevision | undefined,
  spec: ServiceWanted,
  diagnostics: Diagnostics,
): string[] {
  const names = unansweredFields(fields, service).filter(
    (name) => !revision || !(name in revision || OF_REVISIONS.has(name)),
  );
  for (const name of names) {
    diagnostics.notice(
      spec.document.at([name]),
      'service/not-compared',
      `ECS does not tell what ${name} of ${spec.name} is now: it is sent along when something else changes, and deploys nothing by itself.`,
      'Deploy with `force-new-deployment: true` to send it now.',
    );
  }
  return names;
}
