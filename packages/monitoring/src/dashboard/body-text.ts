import { isList, isObject, type Json } from '@fargate-actions/documents';

/** A dashboard's body as CloudWatch takes it: compact, its keys in the order of the alphabet, so always the same bytes. */
export function bodyText(body: Json): string {
  return JSON.stringify(inOrder(body));
}

function inOrder(value: Json): Json {
  if (isList(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, inOrder(item)] as const);
  // By code unit: no locale has a say in it.
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
