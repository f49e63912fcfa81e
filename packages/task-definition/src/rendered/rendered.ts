import { isObject, type Document, type JsonObject } from '@fargate-actions/documents';
import type { Difference } from '@fargate-actions/engine';
import { taskDefinitionDifferences } from '../differences.ts';
import { stableBytes } from '../stable-bytes.ts';

/** A task definition before and after its rendering. */
export interface Rendered {
  /** What people call it: its service in the stack, or its family. */
  readonly name: string;
  readonly family: string;
  /** Cleaned, as the file or ECS has it. */
  readonly before: JsonObject;
  /** Ready to be registered, and checked. */
  readonly taskDefinition: Document;
}

/** The content of the file that is written for it. */
export function renderedBytes({ taskDefinition }: Rendered): string {
  return stableBytes(asObject(taskDefinition));
}

/** What the rendering set, field by field. */
export function renderedDifferences({ before, taskDefinition }: Rendered): readonly Difference[] {
  const after = asObject(taskDefinition);
  const isSame = (path: string) => JSON.stringify(before[path]) === JSON.stringify(after[path]);
  return [
    // Of a registered definition only known fields are compared; here what is unknown passes through.
    ...taskDefinitionDifferences(before, after).filter(({ path }) => !(path in before && isSame(path))),
    ...(isSame('tags') ? [] : [{ path: 'tags', from: before['tags'], to: after['tags'] }]),
  ];
}

/** The whole of it as differences from nothing, with what AWS reads into absent fields. */
export function wholeDefinition({ taskDefinition }: Rendered): readonly Difference[] {
  const all = taskDefinitionDifferences({}, asObject(taskDefinition));
  return all.map(({ path, to }) => ({ path, from: undefined, to }));
}

function asObject({ value }: Document): JsonObject {
  return isObject(value) ? value : {};
}
