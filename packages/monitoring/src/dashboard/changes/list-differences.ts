import type { Json } from '@fargate-actions/documents';
import { differences, type Difference, type Rules } from '@fargate-actions/engine';

/** A list whose items have names of their own, as the lines and annotations of a graph. */
export interface NamedList {
  /** Where it is in its widget: `properties.metrics`. */
  readonly path: string;
  readonly nameOf: (item: Json) => string;
}

/**
 * What differs between two lists, in as few words as there are: place by place, or by what came and what went.
 *
 * None exactly when both mean the same.
 */
export function listDifferences(
  found: readonly Json[],
  wanted: readonly Json[],
  list: NamedList,
  rules: Rules,
): readonly Difference[] {
  const byPlace = differences(nested(list.path, found), nested(list.path, wanted), rules);
  if (byPlace.length === 0) return [];
  const byName = differencesByName(found, wanted, list, rules);
  const isShorter = byName !== undefined && (found.length !== wanted.length || byName.length < byPlace.length);
  return isShorter ? byName : byPlace;
}

/** Undefined where names repeat. */
function differencesByName(
  found: readonly Json[],
  wanted: readonly Json[],
  { path, nameOf }: NamedList,
  rules: Rules,
): Difference[] | undefined {
  const before = new Map(found.map((item) => [nameOf(item), item]));
  const after = new Map(wanted.map((item) => [nameOf(item), item]));
  if (before.size < found.length || after.size < wanted.length) return undefined;

  const kept = (from: ReadonlyMap<string, Json>, other: ReadonlyMap<string, Json>): string[] =>
    [...from.keys()].filter((name) => other.has(name));
  const [orderBefore, orderAfter] = [kept(before, after), kept(after, before)];
  const isReordered = orderBefore.some((name, index) => orderAfter[index] !== name);
  const first = `${path}[0]`;
  return [
    ...[...before].flatMap(([name, from]): Difference[] =>
      after.has(name) ? [] : [{ path: `${path}[${name}]`, from, to: undefined }],
    ),
    ...[...after].flatMap(([name, to]): Difference[] => {
      const from = before.get(name);
      if (from === undefined) return [{ path: `${path}[${name}]`, from, to }];
      return differences(nested(path, [from]), nested(path, [to]), rules).map((one) => ({
        ...one,
        path: `${path}[${name}]${one.path.slice(first.length)}`,
      }));
    }),
    ...(isReordered ? [{ path: `${path} (their order)`, from: orderBefore, to: orderAfter }] : []),
  ];
}

/** `{ properties: { metrics: list } }` of `properties.metrics`: the rules are about paths from the widget. */
function nested(path: string, list: readonly Json[]): Json {
  return path.split('.').reduceRight<Json>((inner, key) => ({ [key]: inner }), list);
}
