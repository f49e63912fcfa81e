import { isList, memberOf, type Json } from '../../../world/json.ts';

const STEP = /\.([\w-]+)|\[(\d+)\]/g;

/** Whether a token names a field: `$.level`, `$.items[0].id`. */
export const isSelector = (token: string): boolean => /^\$(\.[\w-]+|\[\d+\])+$/.test(token);

/** The field that a selector names; undefined where there is none. */
export function fieldAt(fields: Json | undefined, selector: string): Json | undefined {
  let value = fields;
  for (const [, name, index] of selector.matchAll(STEP)) {
    if (name !== undefined) value = memberOf(value, name);
    else value = isList(value) ? value[Number(index)] : undefined;
  }
  return value;
}
