import { isList, isObject, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/files';
import type { Stack, StackService } from './stack.ts';

/** An ARN with a region or an account in it. The seed's `...` stands for both, and for whatever they are here. */
const ARN = /^arn:[\w-]+:(?<service>[\w-]+):(?<region>[a-z]{2}(?:-[a-z]+)+-\d)?:(?<account>\d{12})?:(?<resource>.+)$/;
const CLUSTER_RESOURCE = /^(?:cluster|service|task)\/(?<cluster>[\w-]+)/;

/**
 * Keeps a stack's files within the selected environment.
 *
 * `awslogs-region` that equals the base environment's is rewritten, with a notice; any other value that names a cluster,
 * region or account which is not the selected environment's is an error.
 * Source: contracts.md, "An environment never reaches into another".
 */
export async function keepWithinEnvironment(
  stack: Stack,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<Stack> {
  const services: StackService[] = [];
  for (const service of stack.services) {
    const check = (document: Document) => guard(document, stack, account, diagnostics);
    services.push({
      ...service,
      taskDefinition: await check(service.taskDefinition),
      service: await check(service.service),
      containerFiles: new Map(
        await Promise.all([...service.containerFiles].map(async ([name, part]) => [name, await check(part)] as const)),
      ),
    });
  }
  return { ...stack, services };
}

async function guard(
  document: Document,
  stack: Stack,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<Document> {
  const rewritten = rewriteLogRegion(document.value, [], document, stack, diagnostics);
  for (const { path, value } of texts(rewritten, []))
    await checkText(path, value, document, stack, account, diagnostics);
  return document.withValue(rewritten);
}

function rewriteLogRegion(value: Json, path: Path, document: Document, stack: Stack, diagnostics: Diagnostics): Json {
  if (isList(value))
    return value.map((item, index) => rewriteLogRegion(item, [...path, index], document, stack, diagnostics));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const here = [...path, key];
      if (key !== 'awslogs-region' || item === stack.region || typeof item !== 'string') {
        return [key, rewriteLogRegion(item, here, document, stack, diagnostics)];
      }
      if (item !== stack.base.region) {
        reachesInto(document, here, `the region ${item}`, stack, diagnostics);
        return [key, item];
      }
      diagnostics.notice(
        document.at(here),
        'environment/rewritten',
        `awslogs-region ${item} is the base environment's; here it is ${stack.region}.`,
        'Leave awslogs-region out: it then follows the stack.',
      );
      return [key, stack.region];
    }),
  );
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
  const parts = ARN.exec(value)?.groups;
  if (!parts) return;
  const cluster =
    parts['service'] === 'ecs' ? CLUSTER_RESOURCE.exec(parts['resource'] ?? '')?.groups?.['cluster'] : undefined;
  if (parts['region'] !== undefined && parts['region'] !== stack.region) {
    reachesInto(document, path, `the region ${parts['region']}`, stack, diagnostics);
  } else if (cluster !== undefined && cluster !== stack.cluster.name) {
    reachesInto(document, path, `the cluster ${cluster}`, stack, diagnostics);
  } else if (parts['account'] !== undefined) {
    const own = await account();
    if (parts['account'] !== own) reachesInto(document, path, `the account ${parts['account']}`, stack, diagnostics);
  }
}

function reachesInto(document: Document, path: Path, what: string, stack: Stack, diagnostics: Diagnostics): void {
  const where = stack.environment === undefined ? 'the stack' : `the environment ${stack.environment}`;
  diagnostics.error(
    document.at(path),
    'environment/reaches-into-another',
    `This names ${what}, but ${where} is in ${stack.region} on the cluster ${stack.cluster.name}.`,
    'Write a name instead of an ARN, or ${AWS_REGION} and ${AWS_ACCOUNT_ID} in it; then it follows the environment.',
  );
}

function texts(value: Json, path: Path): { path: Path; value: string }[] {
  if (typeof value === 'string') return [{ path, value }];
  if (isList(value)) return value.flatMap((item, index) => texts(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => texts(item, [...path, key]));
}
