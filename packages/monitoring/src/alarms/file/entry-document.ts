import {
  Document,
  isList,
  isObject,
  pathKey,
  type Json,
  type Path,
  type Place,
  type Position,
} from '@fargate-actions/documents';
import type { AlarmEntry } from '../../monitored-stack.ts';

/** An entry as a document: its fields, each where it stands. */
export function entryDocument({ fields, at }: AlarmEntry): Document {
  const places = new Map<string, Place>();

  function place(path: Path, position: Position | undefined): void {
    if (position) places.set(pathKey(path), { key: position, value: position });
  }

  function visit(value: Json, field: string, below: readonly (string | number)[]): void {
    place([field, ...below], at(field, ...below));
    if (isList(value)) value.forEach((item, index) => visit(item, field, [...below, index]));
    else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) visit(item, field, [...below, name]);
    }
  }

  place([], at());
  for (const [field, value] of Object.entries(fields)) visit(value, field, []);
  return new Document(fields, places);
}
