import { isObject, valueAt, type Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { CONFIGURATIONS } from './file-shape.ts';
import type { WantedAction, WantedPolicy } from './wanted.ts';

/** The actions of a file may not have the names of those that are added to them: they would overwrite each other in turn. */
export function checkAddedActions(
  added: readonly WantedAction[],
  actions: readonly WantedAction[],
  diagnostics: Diagnostics,
): void {
  const names = new Set(added.map(({ name }) => name));
  for (const action of actions.filter(({ name }) => names.has(name))) {
    reportSameName('scheduled actions', action, diagnostics);
  }
}

/** Two of one name would overwrite each other in turn, and AWS refuses two target tracking policies on one metric. */
export function checkConflicts(
  policies: readonly WantedPolicy[],
  actions: readonly WantedAction[],
  diagnostics: Diagnostics,
): void {
  policies.forEach((policy, index) => {
    const before = policies.slice(0, index);
    if (before.some(({ name }) => name === policy.name)) reportSameName('policies', policy, diagnostics);
    const metric = metricKey(policy.fields);
    const rival = metric && before.find(({ fields }) => metricKey(fields) === metric);
    if (!rival) return;
    diagnostics.error(
      policy.document.at(),
      'scaling/same-metric',
      `${policy.name} and ${rival.name} track the same metric: one would undo what the other does, and AWS refuses the second.`,
      'Keep one of them.',
    );
  });
  actions.forEach((action, index) => {
    if (actions.slice(0, index).some(({ name }) => name === action.name))
      reportSameName('scheduled actions', action, diagnostics);
  });
}

function reportSameName(what: string, { name, document }: WantedPolicy | WantedAction, diagnostics: Diagnostics): void {
  diagnostics.error(
    document.at(),
    'scaling/same-name',
    `Two ${what} are called ${name}: the second would replace the first.`,
    'Give one of them another name.',
  );
}

/** What a target tracking policy tracks, as a text that is the same for the same metric; undefined of other policies. */
export function metricKey(fields: JsonObject): string | undefined {
  const path = [CONFIGURATIONS.TargetTrackingScaling.field];
  const metric =
    valueAt(fields, [...path, 'predefinedMetricSpecification']) ??
    valueAt(fields, [...path, 'customizedMetricSpecification']);
  return isObject(metric) ? JSON.stringify(sorted(withoutLabels(metric))) : undefined;
}

/** Without what names a part and means nothing to its values. */
function withoutLabels(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'label' && name !== 'returnData'));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  if (!isObject(value)) return value;
  const entries = Object.entries(withoutLabels(value)).map(([name, item]): [string, Json] => [name, sorted(item)]);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
