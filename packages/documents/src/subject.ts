import type { Diagnostics } from './diagnostics.ts';
import { valueAt } from './document-parts.ts';
import type { Document, Path } from './document.ts';
import { isList, isObject, type JsonObject } from './json.ts';

/** A part of a file under examination; a rule reports what is wrong with it, where it stands. */
export interface Subject {
  object(path: Path): JsonObject | undefined;
  /** The objects of a list, each with its path. */
  objects(path: Path): readonly { readonly path: Path; readonly value: JsonObject }[];
  /** The texts of a list, each with its path. */
  texts(path: Path): readonly { readonly path: Path; readonly value: string }[];
  text(path: Path): string | undefined;
  number(path: Path): number | undefined;
  has(path: Path): boolean;
  error(path: Path, rule: string, message: string, hint?: string): void;
  warning(path: Path, rule: string, message: string, hint?: string): void;
  notice(path: Path, rule: string, message: string, hint?: string): void;
}

/** The values of a document, and where to report what is wrong with them. */
export function subjectOf(document: Document, diagnostics: Diagnostics): Subject {
  const at = (path: Path) => valueAt(document.value, path);
  return {
    object(path) {
      const value = at(path);
      return isObject(value) ? value : undefined;
    },
    objects(path) {
      const value = at(path);
      const items = isList(value) ? value : [];
      return items.flatMap((item, index) => (isObject(item) ? [{ path: [...path, index], value: item }] : []));
    },
    texts(path) {
      const value = at(path);
      const items = isList(value) ? value : [];
      return items.flatMap((item, index) =>
        typeof item === 'string' ? [{ path: [...path, index], value: item }] : [],
      );
    },
    text(path) {
      const value = at(path);
      return typeof value === 'string' ? value : undefined;
    },
    number(path) {
      const value = at(path);
      return typeof value === 'number' ? value : undefined;
    },
    has: (path) => at(path) !== undefined,
    error: (path, rule, message, hint) => diagnostics.error(document.at(path), rule, message, hint),
    warning: (path, rule, message, hint) => diagnostics.warning(document.at(path), rule, message, hint),
    notice: (path, rule, message, hint) => diagnostics.notice(document.at(path), rule, message, hint),
  };
}
