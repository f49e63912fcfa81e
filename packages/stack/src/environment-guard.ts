import { isList, isObject, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/documents';
import { monitoringFiles } from './read-monitoring.ts';
import type { Stack } from './stack.ts';

/** An ARN with a region or an account in it. The seed's `...` stands for both, and for whatever they are here. */
const ARN = /^arn:[\w-]+:(?<service>[\w-]+):(?<region>[a-z]{2,}(?:-[a-z]+)+-\d+)?:(?<account>\d{12})?:(?<resource>.+)$/;
const ACCOUNT = /^\d{12}$/;
/** What is only used, by permission of the other account: roles, keys, secrets, parameters, images. */
const USED: ReadonlySet<string> = new Set(['iam', 'kms', 'secretsmanager', 'ssm', 'ecr']);
/** `cluster/NAME` and `service/CLUSTER/NAME`; older ARNs of services and tasks name no cluster. */
const CLUSTER_RESOURCE =
  /^(?:cluster\/(?<cluster>[\w-]+)$|(?:service|task|service-deployment|service-revision)\/(?<parent>[\w-]+)\/)/;

/**
 * Checks that a stack's files stay within the selected environment: a value that names a cluster, region or account which
 * is not its own is an error.
 *
 * `awslogs-region` is for the rendering, and `resourceId` for the scaling: they rewrite the base environment's. What the
 * monitoring's files name has been rewritten before.
 * Source: contracts.md, "An environment never reaches into another".
 */
export async function checkWithinEnvironment(
  stack: Stack,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<void> {
  const files = stack.services.flatMap(({ taskDefinition, service, containerFiles, scaling }) => [
    taskDefinition,
    service,
    ...containerFiles.values(),
    ...(scaling ? [scaling.policy] : []),
  ]);
  for (const document of [stack.document, ...files, ...monitoringFiles(stack.monitoring)])
    await check(document, stack, account, diagnostics);
}

async function check(
  document: Document,
  stack: Stack,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<void> {
  for (const { path, value } of texts(document.value, []))
    await checkText(path, value, document, stack, account, diagnostics);
  for (const { path, value } of clusterDimensions(document.value, [])) {
    if (value !== stack.cluster.name) reachesInto(document, path, `the cluster ${value}`, stack, diagnostics);
  }
}

async function checkText(
  path: Path,
  value: string,
  document: Document,
  stack: Stack,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<void> {
  if (path.length === 1 && path[0] === 'cluster' && value !== stack.cluster.name && !value.startsWith('arn:')) {
    reachesInto(document, path, `the cluster ${value}`, stack, diagnostics);
  }
  // Whose metric it is, in an alarm or on a dashboard.
  if (String(path.at(-1)).toLowerCase() === 'accountid' && ACCOUNT.test(value) && value !== (await account())) {
    reachesInto(document, path, `the account ${value}`, stack, diagnostics);
  }
  const parts = ARN.exec(value)?.groups;
  if (!parts) return;
  const named = parts['service'] === 'ecs' ? CLUSTER_RESOURCE.exec(parts['resource'] ?? '')?.groups : undefined;
  const cluster = named?.['cluster'] ?? named?.['parent'];
  if (parts['region'] !== undefined && parts['region'] !== stack.region) {
    reachesInto(document, path, `the region ${parts['region']}`, stack, diagnostics);
  } else if (cluster !== undefined && cluster !== stack.cluster.name) {
    reachesInto(document, path, `the cluster ${cluster}`, stack, diagnostics);
  } else if (parts['account'] !== undefined && parts['service'] !== 'sns') {
    // A central topic of another account is no part of an environment: the monitoring says that its policy decides.
    const own = await account();
    if (parts['account'] === own) return;
    if (!USED.has(parts['service'] ?? '')) {
      reachesInto(document, path, `the account ${parts['account']}`, stack, diagnostics);
      return;
    }
    diagnostics.notice(
      document.at(path),
      'environment/other-account',
      `This ARN is of the account ${parts['account']}, but this run is for ${own}.`,
      'Check that the other account allows it; write a name instead of the ARN to use the one of this account.',
    );
  }
}

/** Reports a value that names what is not the environment's. */
export function reachesInto(
  document: Document,
  path: Path,
  what: string,
  stack: Pick<Stack, 'environment' | 'region' | 'cluster'>,
  diagnostics: Diagnostics,
): void {
  const where = stack.environment === undefined ? 'the stack' : `the environment ${stack.environment}`;
  diagnostics.error(
    document.at(path),
    'environment/reaches-into-another',
    `This names ${what}, but ${where} is in ${stack.region} on the cluster ${stack.cluster.name}.`,
    'Write a name instead of an ARN, or ${AWS_REGION} and ${AWS_ACCOUNT_ID} in it; then it follows the environment.',
  );
}

/** The clusters whose metrics are read: `{ name: ClusterName, value: amply-prod }`. */
function clusterDimensions(value: Json, path: Path): { path: Path; value: string }[] {
  if (isList(value)) return value.flatMap((item, index) => clusterDimensions(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const inner = [...path, key];
    const isCluster = key.toLowerCase() === 'dimensions' && isList(item);
    return isCluster ? item.flatMap((one, index) => clusterOf(one, [...inner, index])) : clusterDimensions(item, inner);
  });
}

function clusterOf(dimension: Json, path: Path): { path: Path; value: string }[] {
  if (!isObject(dimension)) return [];
  const field = (name: string): [string, Json] | undefined =>
    Object.entries(dimension).find(([key]) => key.toLowerCase() === name);
  const [key, value] = field('value') ?? [];
  if (field('name')?.[1] !== 'ClusterName' || key === undefined || typeof value !== 'string') return [];
  return [{ path: [...path, key], value }];
}

function texts(value: Json, path: Path): { path: Path; value: string }[] {
  if (typeof value === 'string') return [{ path, value }];
  if (isList(value)) return value.flatMap((item, index) => texts(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
}
