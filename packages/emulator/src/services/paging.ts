import type { Fault } from '../fault.ts';

export interface PageRequest {
  readonly token: string | undefined;
  readonly size: number;
  /** What the service answers to a token that it did not give. */
  readonly badToken: () => Fault;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** Cuts a page out of all items; the token is opaque to the caller, as AWS's are. */
export function page<Item>(all: readonly Item[], { token, size, badToken }: PageRequest): Page<Item> {
  const from = token === undefined ? 0 : placeIn(token);
  if (from === undefined) throw badToken();
  const until = from + Math.max(1, size);
  return { items: all.slice(from, until), ...(until < all.length && { nextToken: tokenOf(until) }) };
}

const tokenOf = (place: number): string => Buffer.from(`page from ${String(place)}`).toString('base64');

function placeIn(token: string): number | undefined {
  const place = /^page from (\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1];
  return place === undefined ? undefined : Number(place);
}
