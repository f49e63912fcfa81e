/**
 * How the input of an operation is shaped: a kind, or what lies in it.
 *
 * `s` string, `n` number, `b` boolean, `t` time, `[x` list of x, `{x` map to x, anything else a structure's name. In a
 * structure a member that must be there has an exclamation mark.
 */
export type Structures = Readonly<Record<string, Readonly<Record<string, string>>>>;
