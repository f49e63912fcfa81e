import { isList, isObject, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/files';
import { reachesInto } from './environment-guard.ts';
import type { Stack } from './stack.ts';

/** A cluster or a region that a file of alarms or a dashboard names. */
interface Named {
  readonly kind: 'cluster' | 'region';
  readonly name: string;
  readonly path: Path;
}

/** What the environment needs to be known by. */
type Environment = Pick<Stack, 'environment' | 'region' | 'cluster' | 'base'>;

/** Metrics of AWS's global services, such as CloudFront, are there and nowhere else: a dashboard may show them. */
const GLOBAL_REGION = 'us-east-1';

/**
 * A file of alarms or a dashboard for the environment that is selected: where it names the base environment's cluster or
 * region it gets its own, with a notice; any other is an error.
 *
 * Source: contracts.md, "An environment never reaches into another".
 */
export function inOwnEnvironment(file: Document, stack: Environment, diagnostics: Diagnostics): Document {
  const own = { cluster: stack.cluster.name, region: stack.region };
  const base = { cluster: stack.base.cluster, region: stack.base.region };
  const rewritten: Named[] = [];
  const value = renamed(file.value, [], (named) => {
    const { kind, name, path } = named;
    if (name === own[kind]) return name;
    if (name === base[kind]) rewritten.push(named);
    else if (kind === 'region' && name === GLOBAL_REGION) return name;
    else reachesInto(file, path, `the ${kind} ${name}`, stack, diagnostics);
    return own[kind];
  });
  for (const kind of ['cluster', 'region'] as const) {
    noticeRewritten(
      file,
      rewritten.filter((one) => one.kind === kind),
      own[kind],
      diagnostics,
    );
  }
  return file.withValue(value);
}

/** One notice for all places of a file. */
function noticeRewritten(
  file: Document,
  [first, ...more]: readonly Named[],
  own: string,
  diagnostics: Diagnostics,
): void {
  if (!first) return;
  const { kind, name, path } = first;
  const places =
    more.length === 0 ? '' : ` here and in ${more.length === 1 ? 'another place' : `${more.length} more places`}`;
  diagnostics.notice(
    file.at(path),
    'monitoring/base-environment',
    `The ${kind} ${name} is the base environment's: it becomes ${own}${places}.`,
    kind === 'cluster'
      ? 'Leave the dimension out: it follows the service and its environment.'
      : 'Write ${AWS_REGION}: it follows the environment.',
  );
}

/** A value with every cluster and region in it as `rename` gives it back. */
function renamed(value: Json, path: Path, rename: (named: Named) => string): Json {
  if (isList(value)) {
    return value.map((item, index) => {
      const inner = [...path, index];
      // A metric of a dashboard: `[namespace, metric, "ClusterName", "amply-prod", ...]`, in which "." repeats the line above.
      const isCluster = typeof item === 'string' && value[index - 1] === 'ClusterName' && !/^\.+$/.test(item);
      return isCluster ? rename({ kind: 'cluster', name: item, path: inner }) : renamed(item, inner, rename);
    });
  }
  if (!isObject(value)) return value;
  const isClusterDimension = fieldOf(value, 'name')?.[1] === 'ClusterName';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const inner = [...path, key];
      const kind =
        key === 'region' ? 'region' : isClusterDimension && key.toLowerCase() === 'value' ? 'cluster' : undefined;
      return [
        key,
        kind && typeof item === 'string' ? rename({ kind, name: item, path: inner }) : renamed(item, inner, rename),
      ];
    }),
  );
}

/** A field in camelCase or PascalCase. */
function fieldOf(object: Readonly<Record<string, Json>>, name: string): [string, Json] | undefined {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name);
}
