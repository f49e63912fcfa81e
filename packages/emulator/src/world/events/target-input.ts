import { isList, memberOf, type Json } from '../json.ts';
import type { EventTarget } from './model.ts';

/**
 * What a target gets of an event: all of it, a part, a constant, or a template with parts of it filled in.
 *
 * Source: EventBridge's guide, "Amazon EventBridge input transformation".
 */
export function targetInput(target: EventTarget, event: Json): string {
  const { Input, InputPath, InputTransformer: transformer } = target;
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(partOf(event, InputPath) ?? null);
  if (!transformer) return JSON.stringify(event);
  const paths = transformer.InputPathsMap ?? {};
  return (transformer.InputTemplate ?? '').replace(/<([\w.-]+)>/g, (whole, name: string) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    // A name that the map has not is a variable of EventBridge's own, or nothing.
    return path === undefined ? whole : filledIn(partOf(event, path));
  });
}

/** A text stands without its quotes, so that a template can put it into a sentence; nothing, where there is none. */
const filledIn = (part: Json | undefined): string =>
  typeof part === 'string' ? part : part === undefined ? '' : JSON.stringify(part);

/** `$.detail.reason`, `$.resources[0]`. */
function partOf(event: Json, path: string): Json | undefined {
  let part: Json | undefined = event;
  for (const [, name, index] of path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (name !== undefined) part = memberOf(part, name);
    else part = isList(part) ? part[Number(index)] : undefined;
  }
  return part;
}
