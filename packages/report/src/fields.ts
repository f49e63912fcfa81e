import {
  commandWithoutSecrets,
  HIDDEN,
  isList,
  isObject,
  namesSecret,
  withoutSecrets,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';
import { KnownAfterApply, type Difference } from '@fargate-actions/engine';
import { isNamedList, isPair, itemName, pairName, pairValue, withoutName } from './named-list.ts';

/** Stands for a value that was another one before, which is not shown either. */
const CHANGED = '(hidden, changed)';

/** What stands in place of a value: that it is not shown, or not known yet. */
export class Placeholder {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value to show: nothing in it is secret, and no value of an environment variable. `undefined` is absence. */
export type Shown = Json | Placeholder | undefined;

/** One changed field as people read it: `containerDefinitions[api].environment[LOG_LEVEL]`, from `info` to `debug`. */
export interface Field {
  readonly path: string;
  readonly from: Shown;
  readonly to: Shown;
}

/**
 * Differences down to the single fields that changed, without secrets and without the values of environment variables:
 * every log line, summary and output with changes in it is made of these.
 *
 * Objects are opened, and so are lists whose items have names (containers, variables, tags): by name, not by index.
 */
export function fields(differences: readonly Difference[]): Field[] {
  return differences.flatMap(({ path, from, to }) =>
    // Of a variable or a reference to a secret there is only one thing to tell.
    opened({ path: path.replace(/\]\.(value|valueFrom)$/, ']'), isSecret: isSecretPath(path) }, from, to),
  );
}

interface Here {
  readonly path: string;
  readonly isSecret: boolean;
}

function opened(here: Here, from: Json | undefined, to: Json | KnownAfterApply | undefined): Field[] {
  if (to instanceof KnownAfterApply) {
    return [{ path: here.path, from: shown(from, here), to: new Placeholder(to.toString()) }];
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const name = pairName(from ?? to);
  if (name !== undefined && name === pairName(to ?? from)) {
    return opened({ ...here, isSecret: here.isSecret || isSecretPair(from ?? to) }, pairValue(from), pairValue(to));
  }
  if (isObject(from ?? to) && isObject(to ?? from)) return openedObjects(here, orEmpty(from), orEmpty(to));
  if (isNamedList(from ?? to) && isNamedList(to ?? from)) return openedByName(here, itemsOf(from), itemsOf(to));
  if (isList(from) && isList(to) && from.length === to.length && [...from, ...to].every(isObject)) {
    return from.flatMap((item, index) => opened({ ...here, path: `${here.path}[${index}]` }, item, to[index]));
  }
  const isHidden = here.isSecret && from !== undefined && from !== null && to !== undefined && to !== null;
  const [before, after] = [shown(from, here), isHidden ? new Placeholder(CHANGED) : shown(to, here)];
  return [{ path: here.path, from: before, to: differing(before, after) }];
}

function openedObjects(here: Here, from: JsonObject, to: JsonObject): Field[] {
  const hasUsersNames = USERS_MAP.test(here.path);
  return namesIn(to, from).flatMap((key) =>
    opened(
      {
        path: below(here.path, key),
        isSecret: here.isSecret || key === VARIABLES || (hasUsersNames && namesSecret(key)),
      },
      from[key],
      to[key],
    ),
  );
}

function openedByName(here: Here, from: readonly JsonObject[], to: readonly JsonObject[]): Field[] {
  const [before, after] = [from, to].map((items) =>
    Object.fromEntries(items.map((item) => [itemName(item) ?? '', item])),
  );
  return namesIn(after ?? {}, before ?? {}).flatMap((name) => {
    const [found, wanted] = [before?.[name], after?.[name]];
    const there = { ...here, path: `${here.path}[${name}]` };
    return isPair(wanted ?? found)
      ? opened(there, found, wanted)
      : opened(there, found && withoutName(found), wanted && withoutName(wanted));
  });
}

// Maps whose keys are the users' own, so that a key may tell of a secret.
const USERS_MAP = /(^|\.)(options|dockerLabels|driverOpts|labels)$/;

/** The field of a container, and of its overrides in a task, that has its variables. */
const VARIABLES = 'environment';
const WITHIN_VARIABLES = new RegExp(String.raw`(^|\.)${VARIABLES}(\[|\.|$)`);

/** Whether a path by itself says that its value is not shown: `environment[LOG_LEVEL]`, `options.splunk-token`. */
function isSecretPath(path: string): boolean {
  if (WITHIN_VARIABLES.test(path)) return true;
  const dot = path.lastIndexOf('.');
  return USERS_MAP.test(path.slice(0, Math.max(0, dot))) && namesSecret(path.slice(dot + 1));
}

/** Whether a variable, option or tag has a name that tells of a secret; a reference to a secret is none itself. */
function isSecretPair(item: Json | undefined): boolean {
  return isPair(item) && 'value' in item && namesSecret(itemName(item) ?? '');
}

/** The new value, so that it shows where it differs from the old one in nothing but a secret. */
function differing(from: Shown, to: Shown): Shown {
  const isSame = to !== undefined && !(to instanceof Placeholder) && JSON.stringify(from) === JSON.stringify(to);
  return isSame ? (JSON.parse(JSON.stringify(to).replaceAll(HIDDEN, CHANGED)) as Json) : to;
}

function shown(value: Json | undefined, here: Here): Shown {
  if (value === undefined || value === null) return value;
  return here.isSecret ? new Placeholder(HIDDEN) : secretsHidden(value);
}

function secretsHidden(value: Json): Json {
  if (typeof value === 'string') return withoutSecrets(value);
  if (isList(value)) {
    return value.every((item) => typeof item === 'string') ? commandWithoutSecrets(value) : value.map(secretsHidden);
  }
  if (!isObject(value)) return value;
  const hidesValue = isSecretPair(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === VARIABLES) return [key, withoutVariables(item)];
      return [key, hidesValue && key === 'value' ? HIDDEN : secretsHidden(item)];
    }),
  );
}

/** Variables of which only the names are left. */
function withoutVariables(variables: Json): Json {
  if (!isNamedList(variables)) return HIDDEN;
  return variables.map((variable) => ({ name: itemName(variable) ?? '', value: HIDDEN }));
}

/** The keys of both, the first's first. */
function namesIn(first: JsonObject, second: JsonObject): string[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])];
}

function below(path: string, name: string): string {
  // A name that is no plain word stands in brackets, so that no dot in it is taken for a way down.
  if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

function orEmpty(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function itemsOf(value: Json | undefined): readonly JsonObject[] {
  return isNamedList(value) ? value : [];
}
