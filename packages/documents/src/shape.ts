/** What a value of a file is: by its kind, by its choices, or by what is in it. */
export type Shape =
  | 'text'
  | 'whole number'
  | 'number'
  | 'flag'
  | 'list'
  | 'object'
  | { readonly choice: readonly string[] }
  | { readonly items: Shape }
  | { readonly fields: Fields };

/** The shapes of an object's fields. */
export type Fields = Readonly<Record<string, Shape>>;

/** A shape for every field of a type of the SDK, in camelCase: the compiler sees one too few and one too many. */
export type FieldsOf<T> = { readonly [K in keyof T & string as Uncapitalize<K>]-?: Shape };
