import type { Json } from '@fargate-actions/documents';

/**
 * What a value of the API looks like, and what AWS reads into its absence.
 *
 * `absent` is the value that means the same as leaving the field out. AWS writes it into what it registers, or it does
 * not; two definitions are the same either way.
 */
export type Shape = Text | Numeral | Flag | Choice | Texts | List | Structure;

interface Field {
  readonly absent?: Json;
}
export interface Text extends Field {
  readonly kind: 'text';
}
export interface Numeral extends Field {
  readonly kind: 'number';
}
export interface Flag extends Field {
  readonly kind: 'flag';
}
export interface Choice<Value extends string = string> extends Field {
  readonly kind: 'choice';
  readonly values: readonly Value[];
  /** The same as a record: with both, the compiler sees a value too few as well as one too many. */
  readonly members: Readonly<Record<Value, true>>;
  /** AWS adds to these sets: an unknown value passes with a notice. */
  readonly isGrowing: boolean;
}
/** A free map of texts to texts. */
export interface Texts extends Field {
  readonly kind: 'texts';
}
export interface List extends Field {
  readonly kind: 'list';
  readonly of: Shape;
  /** The order of the list means nothing; its items are told apart by these fields, or by their own text. */
  readonly identity?: readonly string[] | 'itself';
}
export interface Structure extends Field {
  readonly kind: 'structure';
  readonly fields: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
}

/** The shape that a type of the SDK must have: ties the table to the SDK, so that neither knows a field the other does not. */
type ShapeOf<T> = [T] extends [boolean | undefined]
  ? Flag
  : [T] extends [number | undefined]
    ? Numeral
    : [T] extends [readonly unknown[] | undefined]
      ? List
      : [T] extends [string | undefined]
        ? string extends NonNullable<T>
          ? Text
          : Choice<NonNullable<T> & string>
        : string extends keyof NonNullable<T>
          ? Texts
          : Structure;

/** A shape for every field of a type of the SDK. */
export type FieldsOf<T> = { readonly [K in keyof T]-?: ShapeOf<T[K]> };

export const text: Text = { kind: 'text' };
export const number: Numeral = { kind: 'number' };
export const flag: Flag = { kind: 'flag' };
export const texts: Texts = { kind: 'texts' };

/** One of a closed set of values. */
export function oneOf<Value extends string>(members: Record<Value, true>): Choice<Value> {
  return { kind: 'choice', values: keysOf(members), members, isGrowing: false };
}

/** One of a set of values to which AWS adds. */
export function oneOfGrowing<Value extends string>(members: Record<Value, true>): Choice<Value> {
  return { kind: 'choice', values: keysOf(members), members, isGrowing: true };
}

function keysOf<Key extends string>(record: Record<Key, true>): readonly Key[] {
  // Object.keys forgets the type of the keys.
  return Object.keys(record) as Key[];
}

/** A list whose order counts. */
export function list(of: Shape): List {
  return { kind: 'list', of };
}

/** A list whose order means nothing. */
export function setOf(of: Shape, identity: readonly string[] | 'itself' = 'itself'): List {
  return { kind: 'list', of, identity };
}

/** A structure with a shape for each field of the SDK's type. */
export function structure<T>(fields: FieldsOf<T>, required: readonly (keyof T & string)[] = []): Structure {
  // A mapped type over a type parameter is no index signature for the compiler, though every member is a shape.
  return { kind: 'structure', fields: fields, required };
}

/** The same shape, with the value that means the same as its absence. */
export function absent<S extends Shape>(shape: S, value: Json): S {
  return { ...shape, absent: value };
}
