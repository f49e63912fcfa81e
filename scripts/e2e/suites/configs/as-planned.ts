import { isDeepStrictEqual } from 'node:util';
import type { Found } from './stack-account.ts';

/** One entry of the output `changes` of a dry run. */
export interface PlannedChange {
  readonly resource: string;
  readonly fields: readonly { readonly path: string; readonly to: unknown }[];
}

/**
 * Where what is there is not what a plan said it would be.
 *
 * @param others `address: path` of what is known to be otherwise.
 */
export function planProblems(changes: readonly PlannedChange[], found: Found, others: readonly string[]): string[] {
  return changes.flatMap(({ resource, fields }) =>
    fields.flatMap(({ path, to }) => {
      const what = `${resource}: ${path}`;
      const seen = inCamelCase(at(found[resource], path));
      if (others.includes(what)) return isDeepStrictEqual(seen, to) ? [`${what} is as planned, and is listed`] : [];
      return sameProblems(seen ?? null, to, what);
    }),
  );
}

/** Says both where the two are not equal. */
export function sameProblems(seen: unknown, wanted: unknown, what: string): string[] {
  if (isDeepStrictEqual(seen, wanted)) return [];
  return [`${what}: is ${JSON.stringify(seen)}, must be ${JSON.stringify(wanted)}`];
}

/** The value at a path as a plan writes it, `a.b[0].c` and `tags[key]`, in an answer whose names begin with capitals. */
function at(value: unknown, path: string): unknown {
  // In brackets a name may have full stops.
  const names = Array.from(path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g), ([name, inBrackets]) => inBrackets ?? name);
  return names.reduce<unknown>((part, name) => (Array.isArray(part) ? itemOf(part, name) : fieldOf(part, name)), value);
}

function fieldOf(part: unknown, name: string): unknown {
  // Undefined where it is none with fields.
  const fields = Object(part) as Readonly<Record<string, unknown>>;
  return fields[name] ?? fields[name.charAt(0).toUpperCase() + name.slice(1)];
}

/** An item by its place in a list, or of a list of names and values by its name. */
function itemOf(list: readonly unknown[], name: string): unknown {
  if (/^\d+$/.test(name)) return list[Number(name)];
  const named = list.find((item) => ['name', 'key', 'id'].some((field) => fieldOf(item, field) === name));
  return fieldOf(named, 'value') ?? named;
}

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.charAt(0).toLowerCase() + name.slice(1), inCamelCase(item)]),
  );
}
