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
