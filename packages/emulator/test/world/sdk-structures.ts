import type { Structures } from '../../src/services/ecs/operations/structures.ts';

/** Reads the shapes of inputs or answers out of the SDK's schemas, for the operations named. Source: @smithy/types, schemas. */
export function sdkStructures(
  sdk: Readonly<Record<string, unknown>>,
  operations: readonly string[],
  of: 'input' | 'output' = 'input',
): Structures {
  const found: Record<string, Record<string, string>> = {};
  for (const operation of operations)
    found[operation] = members(list(resolved(list(sdk[`${operation}$`])[of === 'input' ? 4 : 5])), found);
  return Object.fromEntries(Object.entries(found).sort(([one], [other]) => (one < other ? -1 : 1)));
}

// The first item of a schema tells its kind. Source: @smithy/types, static-schemas.d.ts.
const STRUCTURE = 3;
const LIST = 1;
const MAP = 2;

function members(structure: readonly unknown[], found: Record<string, Record<string, string>>): Record<string, string> {
  const names = list(structure[4]);
  const schemas = list(structure[5]);
  const required = Number(structure[6] ?? 0);
  return Object.fromEntries(
    names.map((name, index) => [`${String(name)}${index < required ? '!' : ''}`, kindOf(schemas[index], found)]),
  );
}

function kindOf(given: unknown, found: Record<string, Record<string, string>>): string {
  const schema = resolved(given);
  if (typeof schema === 'number') return simpleKind(schema, found);
  const [kind, , name] = list(schema);
  if (kind === STRUCTURE) {
    const structure = String(name);
    if (!found[structure]) {
      found[structure] = {};
      found[structure] = members(list(schema), found);
    }
    return structure;
  }
  // A list has its members' schema behind name and traits; a map first its keys' and then its values'.
  if (kind === LIST) return `[${kindOf(withoutTraits(list(schema)[4]), found)}`;
  if (kind === MAP) return `{${kindOf(withoutTraits(list(schema)[5]), found)}`;
  return 's';
}

/** Numbers stand for what has no parts; 64 and 128 above them are lists and maps of that. */
function simpleKind(schema: number, found: Record<string, Record<string, string>>): string {
  if (schema >= 128) return `{${simpleKind(schema - 128, found)}`;
  if (schema >= 64) return `[${simpleKind(schema - 64, found)}`;
  return { 1: 'n', 2: 'b', 4: 't', 5: 't', 6: 't', 7: 't' }[schema] ?? 's';
}

const resolved = (schema: unknown): unknown => {
  const called: unknown = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  return withoutTraits(called);
};

/** A schema with traits of its own is a pair whose first part is the schema. */
const withoutTraits = (schema: unknown): unknown =>
  Array.isArray(schema) && schema.length === 2 && typeof schema[0] !== 'string' && typeof schema[0] !== 'number'
    ? resolved(schema[0])
    : schema;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
