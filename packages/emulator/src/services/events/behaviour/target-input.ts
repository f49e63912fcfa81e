import { isList, memberOf, type Json } from '../../../world/json.ts';
import { filledTemplate } from './input-template.ts';
import type { EventTarget } from '../model.ts';

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
  return filledTemplate(transformer.InputTemplate ?? '', (name, isInText) => {
    const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
    // A name that the map has not is a variable of EventBridge's own, or nothing.
    if (path === undefined) return `<${name}>`;
    const part = partOf(event, path);
    return isInText ? inText(part) : JSON.stringify(part ?? '');
  });
}

/** In a text a text stands without its quotes, so that a sentence can be made of it; nothing, where there is none. */
const inText = (part: Json | undefined): string =>
  typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part === undefined ? '' : JSON.stringify(part);

/** `$.detail.reason`, `$.resources[0]`. */
function partOf(event: Json, path: string): Json | undefined {
  let part: Json | undefined = event;
  for (const [, name, index] of path.matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    if (name !== undefined) part = memberOf(part, name);
    else part = isList(part) ? part[Number(index)] : undefined;
  }
  return part;
}
