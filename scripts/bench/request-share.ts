import { requestLimit, type Operation, type RequestLimit } from '@fargate-actions/aws';
import type { RequestRecord } from '@fargate-actions/emulator';

/** The calls of one category of AWS's request limits. */
export interface CategoryCalls {
  readonly limit: RequestLimit;
  /** When each came, in seconds. */
  readonly at: readonly number[];
}

/** Calls by the limit that they count against; those without a known one are left out. */
export function byCategory(requests: readonly RequestRecord[]): CategoryCalls[] {
  const calls = new Map<string, { limit: RequestLimit; at: number[] }>();
  for (const { at, service, operation } of requests) {
    // The emulator knows no other operations.
    const limit = requestLimit(`${service}:${operation}` as Operation);
    if (!limit) continue;
    const known = calls.get(limit.category) ?? { limit, at: [] };
    known.at.push(at);
    calls.set(limit.category, known);
  }
  return [...calls.values()];
}

/** Calls that left at once, or some time apart, arrive nearer or further when a machine is busy. */
const LEAST_SECONDS = 1;

/**
 * How much of a limit the fullest window took, 0 to 1, from a second to the whole time.
 *
 * A window may hold the burst, and the rate for as long as it lasts.
 */
export function fullestShare({ limit: { burst, perSecond }, at }: CategoryCalls): number {
  let fullest = 0;
  for (const [first, from] of at.entries()) {
    for (let last = first; last < at.length; last++) {
      const seconds = Math.max(LEAST_SECONDS, (at[last] ?? from) - from);
      fullest = Math.max(fullest, (last - first + 1) / (burst + perSecond * seconds));
    }
  }
  return fullest;
}
