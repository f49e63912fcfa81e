import { isRecord } from './json-shape.ts';

/** What is wrong with a value; nothing, where it is as it should be. */
export type Check = (value: unknown, path: string) => string[];

/** A check for every member that the type has, so that a new one can't be forgotten here. */
export type Checks<T> = { readonly [Name in keyof Required<T>]: Check };

/** Holds where the predicate does; `what` follows "is not". */
const is =
  (what: string, isIt: (value: unknown) => boolean): Check =>
  (value, path) =>
    isIt(value) ? [] : [`${path} is not ${what}`];

/** Any text. */
export const text = is('a text', (value) => typeof value === 'string');
/** A boolean. */
export const flag = is('true or false', (value) => typeof value === 'boolean');
/** Any number. */
export const anyNumber = is('a number', (value) => typeof value === 'number');
/** A number of at least 0. */
export const number = is('a number of at least 0', (value) => typeof value === 'number' && value >= 0);

/** One of the keys: a record, so that the compiler can hold it complete. */
export const oneOf = (known: Readonly<Record<string, true>>): Check =>
  is(`one of ${Object.keys(known).join(', ')}`, (value) => typeof value === 'string' && Object.hasOwn(known, value));

/** A list of such items. */
export const list =
  (item: Check): Check =>
  (value, path) =>
    Array.isArray(value)
      ? value.flatMap((entry, index) => item(entry, `${path}[${String(index)}]`))
      : [`${path} is no list`];

/** An object of such members, whatever their names. */
export const map =
  (entry: Check): Check =>
  (value, path) =>
    isRecord(value)
      ? Object.entries(value).flatMap(([key, member]) => entry(member, `${path}[${JSON.stringify(key)}]`))
      : [`${path} is no object`];

/** An object of these members and no others. */
export const object =
  (members: Readonly<Record<string, Check>>, required: readonly string[] = []): Check =>
  (value, path) => {
    if (!isRecord(value)) return [`${path} is no object`];
    const missing = required.filter((name) => value[name] === undefined).map((name) => `${path}.${name} is missing`);
    const wrong = Object.entries(value).flatMap(
      ([name, member]) => checkOf(members, name)?.(member, `${path}.${name}`) ?? [`${path}.${name} is unknown`],
    );
    return [...missing, ...wrong];
  };

// A scenario may name what every object inherits: `constructor`.
const checkOf = (members: Readonly<Record<string, Check>>, name: string): Check | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;
