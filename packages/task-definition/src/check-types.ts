import {
  didYouMean,
  isList,
  isObject,
  pathText,
  type Json,
  type JsonObject,
  type Path,
} from '@fargate-actions/documents';
import type { Reporter } from './reporter.ts';
import { leftPlaceholder, PLACEHOLDER_RULE, placeholderIn } from './placeholder.ts';
import type { Choice, List, Shape, Structure } from './shape.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/**
 * Reports every value of the wrong type, every required field that is missing and every value outside of AWS's sets.
 *
 * A field that the SDK does not know passes with a notice: AWS may have added it. Source: design.md, "AWS's own words".
 */
export function checkTypes(definition: Json, reporter: Reporter): void {
  new TypeCheck(reporter).check(definition, taskDefinitionSchema, []);
}

class TypeCheck {
  readonly #reporter: Reporter;

  constructor(reporter: Reporter) {
    this.#reporter = reporter;
  }

  check(value: Json, shape: Shape, path: Path): void {
    if (!hasKind(value, shape)) this.#wrong(value, shape, path);
    else if (shape.kind === 'structure' && isObject(value)) this.#structure(value, shape, path);
    else if (shape.kind === 'texts' && isObject(value)) this.#texts(value, path);
    else if (shape.kind === 'choice' && typeof value === 'string') this.#choice(value, shape, path);
    else if (shape.kind === 'list' && isList(value)) {
      for (const [index, item] of value.entries()) this.check(item, shape.of, [...path, index]);
    }
  }

  #structure(value: JsonObject, shape: Structure, path: Path): void {
    for (const [key, member] of Object.entries(value)) {
      const known = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      if (known) this.check(member, known, [...path, key]);
      else this.#unknownField(key, shape, path);
    }
    for (const key of shape.required.filter((required) => value[required] === undefined)) {
      this.#reporter.error(
        path,
        key === 'image' ? 'task-definition/image' : 'task-definition/required',
        `${path.length === 0 ? 'The task definition' : pathText(path)} has no \`${key}\`.`,
        key === 'image' ? 'Give `image` here, or let this run set it.' : `Add \`${key}\`: AWS requires it.`,
      );
    }
  }

  #unknownField(key: string, shape: Structure, path: Path): void {
    const meant = didYouMean(key, Object.keys(shape.fields));
    this.#reporter.noticeAtKey(
      [...path, key],
      'task-definition/unknown-field',
      `${pathText([...path, key])} is no field that is known here; it is passed on as it is.`,
      meant ? `Did you mean ${meant}?` : 'If AWS does not know it either, remove it.',
    );
  }

  #texts(value: JsonObject, path: Path): void {
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== 'string') this.#wrong(member, { kind: 'text' }, [...path, key]);
    }
  }

  #choice(value: string, shape: Choice, path: Path): void {
    if (shape.values.includes(value) || this.#isPlaceholder(value, path)) return;
    const meant = didYouMean(value, shape.values);
    const valid = `Valid values: ${shape.values.join(', ')}.`;
    if (shape.isGrowing && meant === undefined) {
      this.#reporter.notice(
        path,
        'task-definition/unknown-value',
        `${pathText(path)} is ${value}, which is not known here; it is passed on as it is.`,
        valid,
      );
      return;
    }
    this.#reporter.error(
      path,
      'task-definition/value',
      `${pathText(path)} cannot be ${value}.`,
      meant ? `Did you mean ${meant}? ${valid}` : valid,
    );
  }

  #wrong(value: Json, shape: Shape, path: Path): void {
    if (typeof value === 'string' && this.#isPlaceholder(value, path)) return;
    this.#reporter.error(
      path,
      'task-definition/type',
      `${pathText(path) || 'A task definition'} must be ${wanted(shape)}, but is ${given(value)}.`,
      advice(value, shape, path),
    );
  }

  #isPlaceholder(value: string, path: Path): boolean {
    const placeholder = placeholderIn(value);
    if (placeholder === undefined) return false;
    const { message, hint } = leftPlaceholder(path, placeholder);
    this.#reporter.error(path, PLACEHOLDER_RULE, message, hint);
    return true;
  }
}

function hasKind(value: Json, shape: Shape): boolean {
  switch (shape.kind) {
    case 'structure':
    case 'texts':
      return isObject(value);
    case 'list':
      return isList(value);
    case 'choice':
    case 'text':
      return typeof value === 'string';
    case 'number':
      return Number.isInteger(value);
    case 'flag':
      return typeof value === 'boolean';
    default:
      return shape satisfies never;
  }
}

function wanted(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return 'a text';
    case 'number':
      return 'a whole number';
    case 'flag':
      return 'true or false';
    case 'choice':
      return `one of ${shape.values.join(', ')}`;
    case 'texts':
      return 'a map of texts';
    case 'list':
      return `a list of ${plural(shape)}`;
    case 'structure':
      return 'a map';
    default:
      return shape satisfies never;
  }
}

function plural({ of }: List): string {
  if (of.kind === 'number') return 'whole numbers';
  return of.kind === 'structure' ? 'maps' : 'texts';
}

/** Never the value itself: it may be a secret. */
function given(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'a list';
  if (isObject(value)) return 'a map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with a fraction';
  return typeof value === 'boolean' ? 'true or false' : 'a text';
}

function advice(value: Json, shape: Shape, path: Path): string | undefined {
  if (shape.kind === 'list' && isObject(value)) {
    const [first] = shape.of.kind === 'structure' ? Object.keys(shape.of.fields) : [];
    return first === undefined ? 'Begin each item with `- `.' : `Begin each item with \`- ${first}: ...\`.`;
  }
  if (shape.kind === 'list' && typeof value === 'string') {
    return path.at(-1) === 'command' || path.at(-1) === 'entryPoint'
      ? 'Write each word as an item: `["celery", "-A", "app", "worker"]`.'
      : 'Write it as a list: `[...]`.';
  }
  if (shape.kind === 'texts' && isList(value)) return 'Write `name: value` lines, without `- `.';
  return undefined;
}
