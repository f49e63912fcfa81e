import { Fault } from '../../../fault.ts';
import type { World } from '../../../world/world.ts';

/** Which page is asked for. */
export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/**
 * One page of a list: as long as asked for, or as short as the scenario's pages are.
 *
 * Throws InvalidParameterException for a token that no page gave, and for a length out of bounds.
 */
export function pageOf<T>(
  world: World,
  items: readonly T[],
  { maxResults, nextToken }: PageRequest,
  mostResults = 100,
): { readonly items: T[]; readonly nextToken?: string } {
  if (maxResults !== undefined && (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > mostResults))
    throw new Fault('InvalidParameterException', `maxResults should be between 1 and ${mostResults}.`);
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw new Fault('InvalidParameterException', 'Invalid token');
  const until = from + (maxResults ?? Math.min(mostResults, world.scenario.pageSize));
  return {
    items: items.slice(from, until),
    ...(until < items.length && { nextToken: Buffer.from(String(until)).toString('base64') }),
  };
}
