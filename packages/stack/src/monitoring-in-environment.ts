import { isList, isObject, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/documents';
import { areLines, withClustersInExpression, withClustersRenamed } from './clusters-in-graphs.ts';
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
  const rename = (named: Named): string => {
    const { kind, name, path } = named;
    if (name === own[kind]) return name;
    if (name === base[kind]) rewritten.push(named);
    else if (kind === 'region' && name === GLOBAL_REGION) return name;
    else reachesInto(file, path, `the ${kind} ${name}`, stack, diagnostics);
    return own[kind];
  };
  const value = renamed(file.value, [], { base: base.cluster, rename });
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
    kind === 'region'
      ? 'Write ${AWS_REGION}: it follows the environment.'
      : path[0] === 'widgets'
        ? 'To say it yourself, write a variable that each environment sets under `variables:` in stack.yml.'
        : 'Leave the dimension out: it follows the service and its environment.',
  );
}

/** How what a file names is renamed. */
interface Renaming {
  /** The base environment's cluster. */
  readonly base: string;
  readonly rename: (named: Named) => string;
}

/** A value with every cluster and region in it as `rename` gives it back. */
function renamed(value: Json, path: Path, renaming: Renaming): Json {
  if (isList(value)) return value.map((item, index) => renamed(item, [...path, index], renaming));
  if (!isObject(value)) return value;
  const isClusterDimension = fieldOf(value, 'name')?.[1] === 'ClusterName';
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      renamedField(key, item, [...path, key], isClusterDimension, renaming),
    ]),
  );
}

function renamedField(key: string, item: Json, path: Path, isClusterDimension: boolean, renaming: Renaming): Json {
  const { base, rename } = renaming;
  const cluster = (name: string, at: Path = path): string => rename({ kind: 'cluster', name, path: at });
  if (key === 'metrics' && areLines(item)) return renamed(withClustersRenamed(item, path, cluster), path, renaming);
  if (typeof item !== 'string') return renamed(item, path, renaming);
  if (key === 'region') return rename({ kind: 'region', name: item, path });
  if (isClusterDimension && key.toLowerCase() === 'value') return cluster(item);
  if (key.toLowerCase() === 'expression') return withClustersInExpression(item, base, (name) => cluster(name));
  return item;
}

/** A field in camelCase or PascalCase. */
function fieldOf(object: Readonly<Record<string, Json>>, name: string): [string, Json] | undefined {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name);
}
