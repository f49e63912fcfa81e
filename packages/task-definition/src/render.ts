import {
  didYouMean,
  isList,
  isObject,
  valueAt,
  type Diagnostics,
  type Document,
  type Path,
} from '@fargate-actions/documents';
import { containersOf, textAt, type Container } from './containers.ts';
import { withCreateGroupInLowerCase } from './create-group.ts';
import { withListAt, withValueAt, type ListItem } from './document-edits.ts';
import type { Edit } from './input-lines.ts';
import type { Overrides } from './overrides.ts';
import { cpuUnits, mebibytes } from './sizes.ts';

/**
 * The definition with what the run sets.
 *
 * A variable or secret that is there is replaced where it stands, others are added at the end. A name that is set as a
 * secret leaves the plain variables and the other way round (with a notice): AWS refuses it in both.
 */
export function renderTaskDefinition(document: Document, overrides: Overrides, diagnostics: Diagnostics): Document {
  const targets = targetContainers(document, overrides, diagnostics);
  const rendered = targets.reduce((edited, path) => withContainer(edited, path, overrides, diagnostics), document);
  return withCreateGroupInLowerCase(withTask(rendered, overrides, diagnostics));
}

function withTask(document: Document, overrides: Overrides, diagnostics: Diagnostics): Document {
  const { family, taskRoleArn, executionRoleArn, tags } = overrides;
  const cpu = overrides.cpu === undefined ? undefined : (cpuUnits(overrides.cpu) ?? overrides.cpu);
  const memory = overrides.memory === undefined ? undefined : (mebibytes(overrides.memory) ?? overrides.memory);
  const fields = Object.entries({ family, cpu, memory, taskRoleArn, executionRoleArn });
  const edited = fields.reduce(
    (before, [key, value]) => (value === undefined ? before : withValueAt(before, [key], value)),
    document,
  );
  return withEntries(edited, ['tags'], tags, { name: 'key', value: 'value' }, 'tags', diagnostics);
}

function withContainer(document: Document, path: Path, overrides: Overrides, diagnostics: Diagnostics): Document {
  const { image, command, environmentFiles, logDriver } = overrides;
  const variables = { name: 'name', value: 'value' };
  const references = { name: 'name', value: 'valueFrom' };
  let edited = document;
  if (image !== undefined) edited = withValueAt(edited, [...path, 'image'], image);
  if (command !== undefined) edited = withValueAt(edited, [...path, 'command'], command);
  if (environmentFiles !== undefined) {
    const files = environmentFiles.map((value) => ({ value, type: 's3' }));
    edited = withValueAt(edited, [...path, 'environmentFiles'], files);
  }
  edited = withoutNames(edited, [...path, 'secrets'], overrides.environment, diagnostics);
  edited = withoutNames(edited, [...path, 'environment'], overrides.secrets, diagnostics);
  edited = withEntries(
    edited,
    [...path, 'environment'],
    overrides.environment,
    variables,
    'environment-variables',
    diagnostics,
  );
  edited = withEntries(edited, [...path, 'secrets'], overrides.secrets, references, 'secrets', diagnostics);
  if (logDriver !== undefined) edited = withValueAt(edited, [...path, 'logConfiguration', 'logDriver'], logDriver);
  edited = withMap(
    edited,
    [...path, 'logConfiguration', 'options'],
    overrides.logOptions,
    'log-configuration-options',
    diagnostics,
  );
  return withMap(edited, [...path, 'dockerLabels'], overrides.dockerLabels, 'docker-labels', diagnostics);
}

/** Applies edits to a list of names and values. */
function withEntries(
  document: Document,
  path: Path,
  edits: readonly Edit[] | undefined,
  keys: { readonly name: string; readonly value: string },
  input: string,
  diagnostics: Diagnostics,
): Document {
  return (edits ?? []).reduce((edited, edit) => {
    const list = valueAt(edited.value, path);
    const items = isList(list) ? list : [];
    const isMeant = (index: number) => {
      const item = items[index];
      return isObject(item) && item[keys.name] === edit.name;
    };
    const found = items.flatMap((_, index) => (isMeant(index) ? [index] : []));
    if (edit.kind === 'remove') {
      if (found.length === 0) reportNothingToRemove(edit.name, input, diagnostics);
      return found.length === 0 ? edited : withListAt(edited, path, others(items.length, found));
    }
    const [first, ...repeated] = found;
    if (first === undefined) {
      const added = { value: { [keys.name]: edit.name, [keys.value]: edit.value } };
      return withListAt(edited, path, [...others(items.length, []), added]);
    }
    const replaced = withValueAt(edited, [...path, first, keys.value], edit.value);
    return repeated.length === 0 ? replaced : withListAt(replaced, path, others(items.length, repeated));
  }, document);
}

/** Applies edits to a map of texts. */
function withMap(
  document: Document,
  path: Path,
  edits: readonly Edit[] | undefined,
  input: string,
  diagnostics: Diagnostics,
): Document {
  return (edits ?? []).reduce((edited, edit) => {
    if (edit.kind === 'set') return withValueAt(edited, [...path, edit.name], edit.value);
    if (valueAt(edited.value, [...path, edit.name]) === undefined) {
      reportNothingToRemove(edit.name, input, diagnostics);
      return edited;
    }
    return withValueAt(edited, [...path, edit.name], undefined);
  }, document);
}

/** Takes the names that are set elsewhere out of a list. */
function withoutNames(
  document: Document,
  path: Path,
  edits: readonly Edit[] | undefined,
  diagnostics: Diagnostics,
): Document {
  const set = new Set((edits ?? []).flatMap((edit) => (edit.kind === 'set' ? edit.name : [])));
  const list = valueAt(document.value, path);
  if (!isList(list)) return document;
  const clashing = list.flatMap((item, index) =>
    isObject(item) && set.has(textAt(item, 'name') ?? '') ? [index] : [],
  );
  if (clashing.length === 0) return document;
  for (const index of clashing) {
    const from = path.at(-1) === 'secrets' ? 'secrets' : 'environment';
    diagnostics.notice(
      document.at([...path, index]),
      'render/variable-and-secret',
      `${textAt(asObject(list[index]), 'name')} is taken out of ${from}: this run sets it as a ${from === 'secrets' ? 'plain variable' : 'secret'}, and AWS does not take both.`,
    );
  }
  return withListAt(document, path, others(list.length, clashing));
}

function asObject(value: unknown): Parameters<typeof textAt>[0] {
  return isObject(value) ? value : {};
}

function others(length: number, without: readonly number[]): readonly ListItem[] {
  return Array.from({ length }, (_, index) => index).flatMap((index) =>
    without.includes(index) ? [] : [{ was: index }],
  );
}

function reportNothingToRemove(name: string, input: string, diagnostics: Diagnostics): void {
  diagnostics.notice(
    undefined,
    'render/nothing-to-remove',
    `The input \`${input}\` takes ${name} away, which is not there.`,
    'Remove the line if it is not needed any more.',
  );
}

const CONTAINER_FIELDS = [
  'image',
  'environment',
  'environmentFiles',
  'secrets',
  'command',
  'logDriver',
  'logOptions',
  'dockerLabels',
] as const;

function targetContainers(document: Document, overrides: Overrides, diagnostics: Diagnostics): readonly Path[] {
  const containers = containersOf(document);
  const names = overrides.containerNames ?? [];
  if (names.length > 0) return names.flatMap((name) => named(name, containers, document, diagnostics));
  if (CONTAINER_FIELDS.every((field) => overrides[field] === undefined)) return [];
  const [only, ...more] = containers;
  if (only && more.length === 0) return [only.path];
  diagnostics.error(
    document.keyAt(['containerDefinitions']),
    'render/container-name',
    `The input \`container-name\` is not given, and the task definition has ${containers.length} containers.`,
    only ? `Name one or several of: ${namesOf(containers)}.` : 'Add a container with `name` and `image`.',
  );
  return [];
}

function named(
  name: string,
  containers: readonly Container[],
  document: Document,
  diagnostics: Diagnostics,
): readonly Path[] {
  const found = containers.filter((container) => container.name === name);
  if (found.length > 0) return found.map(({ path }) => path);
  const meant = didYouMean(
    name,
    containers.flatMap((container) => container.name ?? []),
  );
  diagnostics.error(
    document.keyAt(['containerDefinitions']),
    'render/container-name',
    `The task definition has no container ${name}, which the input \`container-name\` names.`,
    meant ? `Did you mean ${meant}?` : `Its containers are: ${namesOf(containers) || 'none'}.`,
  );
  return [];
}

function namesOf(containers: readonly Container[]): string {
  return containers.flatMap((container) => container.name ?? []).join(', ');
}
