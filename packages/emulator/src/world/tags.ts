export type Tags = Record<string, string>;
