import { isList, isObject, type Json } from '@fargate-actions/documents';
import { KnownAfterApply, type Difference } from './difference.ts';

/** A wanted value some of whose parts may be known only after apply. */
export type Wanted = Json | KnownAfterApply | readonly Wanted[] | { readonly [key: string]: Wanted | undefined };

/**
 * What AWS makes of what it is sent, so that only real differences are differences.
 *
 * Fields are named by pattern: `containerDefinitions[].portMappings[].protocol` is that field of every item.
 */
export interface Rules {
  /**
   * What absence means in the wanted value: the field is left alone, or it is to have its default.
   *
   * In an item of a list a field that is left alone and has a known default gets it all the same.
   */
  readonly absent: 'left alone' | 'default';
  /** What AWS fills in where a field is absent. */
  readonly defaults?: Readonly<Record<string, Json>>;
  /** Lists whose order means nothing. */
  readonly unordered?: ReadonlySet<string>;
  /** Fields that are not compared. */
  readonly ignored?: ReadonlySet<string>;
}

/** The fields in which what was found differs from what is wanted, in the order of the wanted value. */
export function differences(found: Json | undefined, wanted: Wanted | undefined, rules: Rules): Difference[] {
  return compare(found, wanted, { path: '', pattern: '' }, rules);
}

interface Here {
  readonly path: string;
  readonly pattern: string;
  /** Whether this is within an item of a list. */
  readonly isInItem?: boolean;
}

function compare(found: Json | undefined, wanted: Wanted | undefined, here: Here, rules: Rules): Difference[] {
  if (rules.ignored?.has(here.pattern)) return [];
  if (wanted instanceof KnownAfterApply) return [{ path: here.path, from: found, to: wanted }];
  const fallback = rules.defaults?.[here.pattern];
  // AWS replaces an item as a whole: what it lacks gets its default, as far as that is known.
  const isAbsent = wanted === undefined || wanted === null;
  if (isAbsent && rules.absent === 'left alone' && !(here.isInItem && fallback !== undefined)) return [];

  const from = found ?? fallback;
  const to = wanted ?? fallback;
  if (isEmpty(from) && isEmpty(to)) return [];
  if (isRecord(to) && (isObject(from) || from === undefined)) {
    // With defaults in play an absent object may equal one that holds nothing but defaults: compare field by field.
    const changed = compareObjects(from ?? {}, to, here, rules);
    if (from !== undefined || rules.absent === 'default' || changed.length === 0) return changed;
  }
  if (to === undefined && isObject(from)) return compareObjects(from, {}, here, rules);
  if (isWantedList(to) && isList(from)) return compareLists(from, to, here, rules);
  return from === to ? [] : [{ path: here.path, from, to: plain(to) }];
}

function compareObjects(
  found: { readonly [key: string]: Json },
  wanted: { readonly [key: string]: Wanted | undefined },
  here: Here,
  rules: Rules,
): Difference[] {
  const isWhole = rules.absent === 'default' || here.isInItem;
  const keys = new Set([...Object.keys(wanted), ...(isWhole ? Object.keys(found) : [])]);
  return [...keys].flatMap((key) => {
    const below = {
      ...here,
      path: here.path ? `${here.path}.${key}` : key,
      pattern: here.pattern ? `${here.pattern}.${key}` : key,
    };
    return compare(found[key], wanted[key], below, rules);
  });
}

function compareLists(found: readonly Json[], wanted: readonly Wanted[], here: Here, rules: Rules): Difference[] {
  const pattern = `${here.pattern}[]`;
  const isSame = (a: Json | undefined, b: Wanted | undefined) =>
    compare(a, b, { path: '', pattern, isInItem: true }, rules).length === 0;
  if (rules.unordered?.has(here.pattern)) {
    const left = [...found];
    const hasAll = wanted.every((item) => {
      const index = left.findIndex((candidate) => isSame(candidate, item));
      if (index >= 0) left.splice(index, 1);
      return index >= 0;
    });
    return hasAll && left.length === 0 ? [] : [{ path: here.path, from: found, to: plain(wanted) }];
  }
  if (found.length !== wanted.length) return [{ path: here.path, from: found, to: plain(wanted) }];
  return wanted.flatMap((item, index) =>
    compare(found[index], item, { path: `${here.path}[${index}]`, pattern, isInItem: true }, rules),
  );
}

/** AWS answers with an empty list or object where nothing was given. */
function isEmpty(value: Wanted | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (isWantedList(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

function isWantedList(value: Wanted | undefined): value is readonly Wanted[] {
  return Array.isArray(value);
}

function isRecord(value: Wanted | undefined): value is { readonly [key: string]: Wanted | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof KnownAfterApply);
}

/** A wanted value for display: parts that are known only after apply as their text. */
function plain(value: Wanted | undefined): Json | KnownAfterApply | undefined {
  if (value === undefined || value instanceof KnownAfterApply) return value;
  if (isWantedList(value)) return value.map((item) => displayed(item));
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, displayed(item)]])),
    );
  }
  return value;
}

function displayed(value: Wanted): Json {
  const shown = plain(value);
  return shown instanceof KnownAfterApply ? shown.toString() : (shown ?? null);
}
