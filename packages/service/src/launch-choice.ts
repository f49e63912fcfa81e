import type { Aws } from '@fargate-actions/aws';
import { isList, valueAt, type Diagnostics, type Json } from '@fargate-actions/documents';
import { isWindows } from './against-definition.ts';
import { FARGATE_PROVIDERS } from './service-fields.ts';
import type { ServiceWanted } from './service-spec.ts';

const RULE = 'service/launch-type-missing';
const FIX = 'Add `launchType: FARGATE`, or a `capacityProviderStrategy`.';

/**
 * Where a new service runs whose file does not say: by its cluster's default strategy, else on EC2, where no task of
 * Fargate starts.
 *
 * A service that is there stays where it is. Source: docs/reference/ecs.md.
 *
 * @param definition the task definition that is deployed, where a file has it.
 */
export async function checkLaunchChoice(
  spec: Pick<ServiceWanted, 'name' | 'cluster' | 'document' | 'createWhenMissing'>,
  definition: () => Promise<Json | undefined>,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<void> {
  if (!spec.createWhenMissing || isChosen(spec)) return;
  const { document, name, cluster: clusterName } = spec;
  const service = await aws.services.find(clusterName, name);
  if (service && service.status !== 'INACTIVE') return;
  const cluster = await aws.clusters.find(clusterName);
  const providers = (cluster?.defaultCapacityProviderStrategy ?? []).map(
    ({ capacityProvider = '' }) => capacityProvider,
  );
  const neither = `${name} names neither launchType nor capacityProviderStrategy`;
  if (providers.length === 0) {
    diagnostics.error(
      document.at(),
      RULE,
      `${neither}, and the cluster ${clusterName} has no default strategy: AWS would create it for EC2.`,
      FIX,
    );
  } else if (providers.some((provider) => !FARGATE_PROVIDERS.has(provider))) {
    diagnostics.error(
      document.at(),
      RULE,
      `${neither}, and the default strategy of the cluster ${clusterName}, ${providers.join(' and ')}, is not Fargate's.`,
      FIX,
    );
  } else if (providers.includes('FARGATE_SPOT') && isWindows(await definition())) {
    diagnostics.error(
      document.at(),
      'service/not-in-task-definition',
      `${neither}, and the default strategy of the cluster ${clusterName} has FARGATE_SPOT, which does not run Windows containers.`,
      'Add `launchType: FARGATE`.',
    );
  } else {
    diagnostics.notice(
      document.at(),
      RULE,
      `${neither}: it runs by the default strategy of the cluster ${clusterName}, ${providers.join(' and ')}.`,
    );
  }
}

function isChosen({ document: { value } }: Pick<ServiceWanted, 'document'>): boolean {
  const strategy = valueAt(value, ['capacityProviderStrategy']);
  return valueAt(value, ['launchType']) !== undefined || (isList(strategy) && strategy.length > 0);
}
