import { isList, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { differences, type Difference, type Rules } from '@fargate-actions/engine';
import { listDifferences, type NamedList } from './list-differences.ts';

/** What CloudWatch takes for what a widget does not say. Source: "Dashboard body structure and syntax". */
const GRID_DEFAULTS = { width: 6, height: 6 };
const GRAPH_DEFAULTS = {
  'properties.liveData': false,
  'properties.period': 300,
  'properties.stacked': false,
  'properties.stat': 'Average',
  'properties.view': 'timeSeries',
  'properties.metrics[][].visible': true,
  'properties.metrics[][].yAxis': 'left',
  'properties.annotations.horizontal[].visible': true,
  'properties.annotations.vertical[].visible': true,
};

/** The lists of a graph that are long, and in which one line is changed at a time. */
const NAMED_LISTS: readonly NamedList[] = [
  { path: 'properties.metrics', nameOf: lineName },
  { path: 'properties.annotations.horizontal', nameOf: annotationName },
  { path: 'properties.annotations.vertical', nameOf: annotationName },
];

/** What differs between two widgets: none exactly when they show the same in the same place. */
export function widgetDifferences(found: Json, wanted: Json): Difference[] {
  const isGraph = isObject(wanted) && wanted['type'] === 'metric';
  const rules: Rules = {
    absent: 'default',
    defaults: isGraph ? { ...GRID_DEFAULTS, ...GRAPH_DEFAULTS } : GRID_DEFAULTS,
  };
  const apart = isGraph ? NAMED_LISTS.filter(({ path }) => isListAt(found, path) && isListAt(wanted, path)) : [];
  const others = differences(found, wanted, { ...rules, ignored: new Set(apart.map(({ path }) => path)) });
  const inLists = apart.flatMap((list) =>
    listDifferences(listAt(found, list.path), listAt(wanted, list.path), list, rules),
  );
  return [...others, ...inLists];
}

function lineName(line: Json): string {
  if (!isList(line)) return JSON.stringify(line);
  const look: JsonObject = line.find(isObject) ?? {};
  const words = line.filter((word) => typeof word === 'string');
  // The same metric stands in a graph with several statistics.
  return [...words, look['expression'], look['stat'], look['id']].filter((part) => typeof part === 'string').join(' ');
}

function annotationName(annotation: Json): string {
  const edges = isList(annotation) ? annotation : [annotation];
  return edges.map((edge) => JSON.stringify(valueAt(edge, ['value']) ?? null).replaceAll('"', '')).join(' to ');
}

function isListAt(widget: Json, path: string): boolean {
  return isList(valueAt(widget, path.split('.')));
}

function listAt(widget: Json, path: string): readonly Json[] {
  const found = valueAt(widget, path.split('.'));
  return isList(found) ? found : [];
}
