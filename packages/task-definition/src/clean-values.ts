import {
  Document,
  isList,
  isObject,
  pathKey,
  pathText,
  type Diagnostics,
  type Json,
  type JsonObject,
  type Path,
  type Place,
} from '@fargate-actions/documents';
import type { Choice, Shape } from './shape.ts';
import { cpuUnits, mebibytes } from './sizes.ts';
import { taskDefinitionSchema } from './task-definition-schema.ts';

/** What describe-task-definition adds and RegisterTaskDefinition refuses. Source: reference/ecs-facts.md and the SDK. */
const READ_ONLY: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]);

/** Keys that people use for comments and for editors; `x-` holds YAML anchors, as in compose files. */
const COMMENT = /^(_comment.*|\/\/.*|\$comment|\$schema|x-.*)$/i;

/** An empty argument is an argument. */
const KEEP_EMPTY_ITEMS: ReadonlySet<unknown> = new Set(['command', 'entryPoint']);

/** An empty value of these is a value. */
const KEEP_EMPTY_VALUE: ReadonlySet<unknown> = new Set(['environment', 'tags', 'properties']);

/** How empty values are read. */
export interface Cleanliness {
  /** The official deploy action drops empty arguments of a command as well; a drop-in does so too. */
  readonly dropsEmptyArguments?: boolean;
}

/** The document with every value as the API wants it, and without what stands for "not set". */
export function cleanedDocument(document: Document, diagnostics: Diagnostics, cleanliness: Cleanliness = {}): Document {
  const cleaning = new Cleaning(document, diagnostics, cleanliness);
  const value = cleaning.clean(document.value, taskDefinitionSchema, [], []) ?? {};
  return new Document(value, cleaning.places);
}

/** Walks a definition along its schema; notes for each value that stays where it stood before. */
class Cleaning {
  readonly places = new Map<string, Place>();
  readonly #document: Document;
  readonly #diagnostics: Diagnostics;
  readonly #cleanliness: Cleanliness;

  constructor(document: Document, diagnostics: Diagnostics, cleanliness: Cleanliness) {
    this.#document = document;
    this.#diagnostics = diagnostics;
    this.#cleanliness = cleanliness;
    // Also of a definition that holds nothing: what it lacks is told at its beginning.
    this.#keepPlace([], []);
  }

  /** The value as it should be, or undefined when it stands for "not set". `from` is its path in the file. */
  clean(value: Json, shape: Shape | undefined, from: Path, to: Path): Json | undefined {
    const cleaned = this.#cleaned(value, shape, from, to);
    if (cleaned !== undefined) this.#keepPlace(from, to);
    return cleaned;
  }

  #keepPlace(from: Path, to: Path): void {
    const place = this.#document.places.get(pathKey(from));
    if (place) this.places.set(pathKey(to), place);
  }

  #cleaned(value: Json, shape: Shape | undefined, from: Path, to: Path): Json | undefined {
    if (value === null) return isEmptyValue(from) ? this.#emptyValue(from) : undefined;
    if (isObject(value)) return this.#object(value, shape, from, to);
    if (isList(value)) return this.#list(value, shape, from, to);
    if (value === '') return isEmptyValue(from) || isArgument(from) ? value : undefined;
    if (from.length === 1 && from[0] === 'cpu') return cpuUnits(String(value)) ?? String(value);
    if (from.length === 1 && from[0] === 'memory') return mebibytes(String(value)) ?? String(value);
    switch (shape?.kind) {
      case 'text':
        return this.#text(value, from);
      case 'number':
        return typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : value;
      case 'choice':
        return typeof value === 'string' ? this.#choice(value, shape, from) : value;
      case 'flag':
        return typeof value === 'string' ? (truth(value) ?? value) : value;
      default:
        return value;
    }
  }

  #object(value: JsonObject, shape: Shape | undefined, from: Path, to: Path): Json | undefined {
    const result: Record<string, Json> = {};
    for (const [key, member] of Object.entries(value)) {
      const cleaned = this.#member(key, member, shape, from, to);
      if (cleaned !== undefined) result[key] = cleaned;
    }
    return isUnset(result) || this.#isNamelessProperty(result, from) ? undefined : result;
  }

  /** A property of a proxy that has a value and no name says nothing that AWS could set. */
  #isNamelessProperty(item: JsonObject, from: Path): boolean {
    if (from.at(-2) !== 'properties' || item['name'] !== undefined) return false;
    this.#diagnostics.notice(
      this.#document.at(from),
      'task-definition/nameless-property',
      `${pathText(from)} has no name and is dropped.`,
      'Add `name`, or remove it.',
    );
    return true;
  }

  #member(key: string, member: Json, shape: Shape | undefined, parentFrom: Path, parentTo: Path): Json | undefined {
    const from = [...parentFrom, key];
    const to = [...parentTo, key];
    if (shape?.kind === 'texts') return key.startsWith('_comment') ? undefined : this.#mapValue(member, from, to);
    if (shape?.kind !== 'structure') return this.#untouched(member, from, to);
    if (Object.hasOwn(shape.fields, key)) return this.clean(member, shape.fields[key], from, to);
    const isDropped =
      COMMENT.test(key) || (from.length === 1 && READ_ONLY.has(key)) || member === null || member === '';
    return isDropped ? undefined : this.#untouched(member, from, to);
  }

  /** In a free map an empty text is a value, but for the options of a log driver; null stands for "not set". */
  #mapValue(value: Json, from: Path, to: Path): Json | undefined {
    if (value === null || (value === '' && isAwslogsOption(from))) return undefined;
    if (isObject(value) || isList(value)) return this.#untouched(value, from, to);
    this.#keepPlace(from, to);
    return this.#text(value, from);
  }

  /** What nobody knows, or what has the wrong type: the check of types sees it as it is. */
  #untouched(value: Json, from: Path, to: Path): Json {
    this.#keepPlace(from, to);
    if (isList(value)) value.forEach((item, index) => this.#untouched(item, [...from, index], [...to, index]));
    if (isObject(value))
      for (const [key, item] of Object.entries(value)) this.#untouched(item, [...from, key], [...to, key]);
    return value;
  }

  #list(value: readonly Json[], shape: Shape | undefined, from: Path, to: Path): Json | undefined {
    if (shape?.kind !== 'list') return this.#untouched(value, from, to);
    const { of } = shape;
    const result: Json[] = [];
    value.forEach((item, index) => {
      const cleaned = this.clean(item, of, [...from, index], [...to, result.length]);
      if (cleaned !== undefined) result.push(cleaned);
    });
    // An entry point of one empty text may be meant to clear the image's.
    const mayMeanSomething = from.at(-1) === 'entryPoint' && !this.#cleanliness.dropsEmptyArguments;
    const saysNothing = result.every((item) => item === '') && !(mayMeanSomething && result.length > 0);
    if (saysNothing && value.length > 0) return undefined;
    return this.#cleanliness.dropsEmptyArguments ? this.#withoutEmptyArguments(result, from) : result;
  }

  #withoutEmptyArguments(items: readonly Json[], from: Path): readonly Json[] {
    const kept = items.filter((item) => item !== '');
    if (kept.length < items.length) {
      this.#diagnostics.notice(
        this.#document.at(from),
        'task-definition/empty-argument',
        `The empty arguments of ${pathText(from)} are dropped, as amazon-ecs-deploy-task-definition does.`,
        'With a `stack` they are kept.',
      );
    }
    return kept;
  }

  #choice(value: string, { values }: Choice, from: Path): string {
    if (values.includes(value)) return value;
    const meant = values.find((known) => known.toLowerCase() === value.trim().toLowerCase());
    if (meant === undefined) return value;
    this.#diagnostics.notice(
      this.#document.at(from),
      'task-definition/case',
      `${pathText(from)} is ${value}: ${meant} is sent, as AWS writes it.`,
    );
    return meant;
  }

  #emptyValue(from: Path): string {
    if (from.at(-3) === 'environment') {
      this.#diagnostics.notice(
        this.#document.keyAt(from),
        'task-definition/empty-value',
        `${pathText(from)} is not set: the variable is sent with an empty value.`,
        'Write `""` to say so, or remove the variable.',
      );
    }
    return '';
  }

  /**
   * YAML reads `DEBUG: True` as a boolean and `1.10` as 1.1: how it was written is lost, so it is said what is sent. The
   * value of a variable is not shown.
   */
  #text(value: boolean | number | string, from: Path): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean' || !Number.isInteger(value)) {
      this.#diagnostics.notice(
        this.#document.at(from),
        'task-definition/unquoted',
        from.at(-3) === 'environment'
          ? `${pathText(from)} must be text, but has no quotes: ${asRead(value)} is sent.`
          : `${pathText(from)} must be text, but has no quotes: "${value}" is sent.`,
        'Write it in quotes, exactly as it should arrive.',
      );
    }
    return String(value);
  }
}

/** What YAML made of a value, without the value. */
function asRead(value: boolean | number): string {
  return typeof value === 'boolean'
    ? 'true or false in lower case'
    : 'the number that YAML reads, not its digits as written,';
}

function isEmptyValue(path: Path): boolean {
  const [list, index, key] = path.slice(-3);
  return key === 'value' && typeof index === 'number' && KEEP_EMPTY_VALUE.has(list);
}

function isArgument(path: Path): boolean {
  return typeof path.at(-1) === 'number' && KEEP_EMPTY_ITEMS.has(path.at(-2));
}

/** Of awslogs, which refuses empty ones; other drivers know what an empty `tag` means. */
function isAwslogsOption(path: Path): boolean {
  return path.at(-2) === 'options' && path.at(-3) === 'logConfiguration' && String(path.at(-1)).startsWith('awslogs-');
}

/** Nothing is left of it, or nothing but the empty value of a thing without a name. */
function isUnset(value: JsonObject): boolean {
  const keys = Object.keys(value);
  return keys.length === 0 || (keys.length === 1 && value['value'] === '');
}

function truth(text: string): boolean | undefined {
  if (/^\s*true\s*$/i.test(text)) return true;
  return /^\s*false\s*$/i.test(text) ? false : undefined;
}
