import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import type { DescribedTaskDefinition } from './aws-types.ts';
import { identityOf, normalForm } from './normal-form.ts';
import type { List, Shape } from './shape.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/** One field that differs; `undefined` is absence. */
export interface FieldDifference {
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/**
 * What differs between a registered revision and a wanted definition, field by field.
 *
 * Knows what AWS fills in, which orders mean nothing and that an absent field is its default: removing one shows as a
 * change. Items of such lists are called by name: `containerDefinitions[api].environment[DEBUG].value`. Tags never count.
 *
 * A field that this version does not know counts only where the file has it: one that AWS answers with tomorrow would
 * otherwise make every run register anew, and no file could say so.
 */
export function taskDefinitionDifferences(
  registered: DescribedTaskDefinition,
  wanted: JsonObject,
): readonly FieldDifference[] {
  return structureDifferences(normalForm(jsonOf(registered)), normalForm(wanted), taskDefinitionSchema, '');
}

/** Whether a registered revision already is what is wanted. */
export function sameTaskDefinition(registered: DescribedTaskDefinition, wanted: JsonObject): boolean {
  return taskDefinitionDifferences(registered, wanted).length === 0;
}

/** An answer of DescribeTaskDefinition as JSON; undefined members are gone. */
function jsonOf(registered: DescribedTaskDefinition): JsonObject {
  // The SDK's types are JSON but for dates, which are all in fields that no file has.
  return JSON.parse(JSON.stringify(registered)) as JsonObject;
}

function differences(
  from: Json | undefined,
  to: Json | undefined,
  shape: Shape | undefined,
  path: string,
): readonly FieldDifference[] {
  if (shape?.kind === 'list' && Array.isArray(shape.identity) && isListOrAbsent(from) && isListOrAbsent(to)) {
    return listDifferences(from ?? [], to ?? [], shape, path);
  }
  if (from === undefined || to === undefined) return from === to ? [] : [{ path, from, to }];
  if (isObject(from) && isObject(to)) return structureDifferences(from, to, shape, path);
  return JSON.stringify(ordered(from)) === JSON.stringify(ordered(to)) ? [] : [{ path, from, to }];
}

function isListOrAbsent(value: Json | undefined): value is readonly Json[] | undefined {
  return value === undefined || isList(value);
}

function structureDifferences(
  from: JsonObject,
  to: JsonObject,
  shape: Shape | undefined,
  path: string,
): readonly FieldDifference[] {
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...keys].flatMap((key) => {
    const member = shape?.kind === 'structure' && Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    const isUnknown = shape?.kind === 'structure' && !member;
    if (isUnknown && (to[key] === undefined || (from[key] === undefined && saysNothing(to[key])))) return [];
    return differences(from[key], to[key], member, path === '' ? key : `${path}.${key}`);
  });
}

function listDifferences(
  from: readonly Json[],
  to: readonly Json[],
  shape: List,
  path: string,
): readonly FieldDifference[] {
  const before = byIdentity(from, shape);
  const after = byIdentity(to, shape);
  const identities = new Set([...before.keys(), ...after.keys()]);
  return [...identities].flatMap((identity) =>
    differences(before.get(identity), after.get(identity), shape.of, `${path}[${identity}]`),
  );
}

/** AWS answers with nothing where a field says nothing. */
function saysNothing(value: Json): boolean {
  return (
    value === null ||
    value === false ||
    value === 0 ||
    value === '' ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}

/** Items under what tells them apart; the second of the same identity is counted. */
function byIdentity(items: readonly Json[], shape: List): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  for (const item of items) {
    const identity = identityOf(item, shape) ?? '';
    let unique = identity;
    for (let count = 2; found.has(unique); count++) unique = `${identity}#${count}`;
    found.set(unique, item);
  }
  return found;
}

/** The same value with its keys in order. */
function ordered(value: Json): Json {
  if (isList(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, ordered(value[key] ?? null)]),
  );
}
