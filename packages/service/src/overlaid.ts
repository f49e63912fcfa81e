import { isObject, type Json } from '@fargate-actions/documents';

/** AWS replaces an object as a whole: what the file leaves alone inside it is sent as it is. */
export function overlaid(found: Json | undefined, wanted: Json): Json {
  if (!isObject(found) || !isObject(wanted)) return wanted;
  const merged: Record<string, Json> = { ...found };
  for (const [key, value] of Object.entries(wanted)) merged[key] = overlaid(found[key], value);
  return merged;
}
