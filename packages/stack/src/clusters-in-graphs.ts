import { isList, isObject, type Json, type JsonObject, type Path } from '@fargate-actions/documents';
import { spelledOut } from '@fargate-actions/monitoring';

/** Gives a cluster that stands at a path the name that it is to have. */
export type RenameCluster = (name: string, path: Path) => string;

/** Namespace and metric come before the dimensions, whose names and values come by turns. */
const FIRST_VALUE = 3;

/** A line of a graph: words, and at most its look behind them. */
type Line = readonly Json[];

/** Whether a value is the `metrics` of a widget, and not of an alarm; one that is written otherwise is for the rules. */
export function areLines(value: Json | undefined): value is readonly Line[] {
  return (
    isList(value) &&
    value.every(
      (line) =>
        isList(line) &&
        line.every((item, index) => typeof item === 'string' || (isObject(item) && index === line.length - 1)),
    )
  );
}

/**
 * The lines of a graph with their clusters renamed: also where an abbreviation stands for the word `ClusterName`, or for
 * the cluster. Where one has another name now, all words of the graph are written out.
 *
 * Each cluster is asked for once a graph, at its first place.
 */
export function withClustersRenamed(lines: readonly Line[], path: Path, rename: RenameCluster): readonly Line[] {
  const names = new Map<string, string>();
  const spelled = spelledOut(lines);
  const written = spelled.map(({ words, places }, line) =>
    words.map((word, index) => {
      const isCluster = index >= FIRST_VALUE && index % 2 === 1 && words[index - 1] === 'ClusterName';
      // An abbreviation that is still there stands for nothing, which the rules tell.
      if (!isCluster || word === '.') return word;
      const name = names.get(word) ?? rename(word, [...path, line, places[index] ?? 0]);
      names.set(word, name);
      return name;
    }),
  );
  const areSame = [...names].every(([given, name]) => given === name);
  return areSame ? lines : written.map((words, line) => [...words, ...lookOf(spelled[line]?.look)]);
}

function lookOf(look: JsonObject | undefined): Json[] {
  return look ? [look] : [];
}

/** `ClusterName="amply-prod"` of a search, `ClusterName = 'amply-prod'` of a query. */
const COMPARED = /(\bClusterName["']?\s*!?=\s*)(["']?)([\w-]+)\2/g;
/** A quoted word that is not compared with anything, as a search may have it. */
const QUOTED = /(?<!=\s*)(["'])([\w-]+)\1/g;

/**
 * An expression with its clusters renamed: those that `ClusterName` is compared with, and the base environment's, where it
 * is a quoted word of its own. Source: CloudWatch user guide, "CloudWatch search expression syntax".
 */
export function withClustersInExpression(text: string, base: string, rename: (name: string) => string): string {
  return text
    .replace(QUOTED, (whole, quote: string, word: string) =>
      word === base ? `${quote}${rename(word)}${quote}` : whole,
    )
    .replace(COMPARED, (_, before: string, quote: string, word: string) => `${before}${quote}${rename(word)}${quote}`);
}
