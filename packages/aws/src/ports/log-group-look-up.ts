import type { LogGroup } from '@aws-sdk/client-cloudwatch-logs';
import { batched } from '../batch.ts';
import type { Clock } from '../clock.ts';
import { isAwsError } from '../errors.ts';
import type { Wire } from '../wire.ts';

/** So few are asked for one by one, at once. */
const FEW = 3;

/** The most groups of a page. Source: API reference, DescribeLogGroups. */
const PAGE = 50;

/**
 * A look-up of log groups by name, for all that ask at about the same time.
 *
 * CloudWatch Logs takes ten such calls a second, and finds by prefix only: many names are looked for on the pages of the
 * prefix that they share, and only what those leave open is asked for one by one.
 */
export function logGroupLookUp(wire: Wire, clock: Clock): (name: string) => Promise<LogGroup | undefined> {
  async function look(names: readonly string[]): Promise<ReadonlyMap<string, LookedFor>> {
    const { found, isOpen } = names.length > FEW ? await onPages(wire, [...names].sort()) : NOT_LOOKED;
    return new Map(
      names.map((name) => [name, isOpen(name) ? settled(single(wire, name)) : { outcome: found.get(name) }]),
    );
  }
  const find = batched<LookedFor>(Infinity, clock, look);
  return async (name) => (await find(name))?.outcome;
}

/** Each name has an outcome of its own: a role may look at one group and not at another. */
interface LookedFor {
  readonly outcome: Promise<LogGroup | undefined> | LogGroup | undefined;
}

function settled(outcome: Promise<LogGroup | undefined>): LookedFor {
  // Whoever asked hears of it; until then it is nobody's.
  outcome.catch(() => undefined);
  return { outcome };
}

async function single(wire: Wire, name: string): Promise<LogGroup | undefined> {
  const answer = await wire.call('logs:DescribeLogGroups', { logGroupNamePrefix: name });
  // The groups come in the order of their names, so the one that equals the prefix is on the first page.
  return answer.logGroups?.find(({ logGroupName }) => logGroupName === name);
}

interface Look {
  readonly found: ReadonlyMap<string, LogGroup>;
  /** Whether the pages that were read do not tell of this name. */
  readonly isOpen: (name: string) => boolean;
}

const NOT_LOOKED: Look = { found: new Map(), isOpen: () => true };

/** Reads pages as far as the last of the names, and no more than names so far apart are worth. */
async function onPages(wire: Wire, sorted: readonly string[]): Promise<Look> {
  const found = new Map<string, LogGroup>();
  const last = sorted.at(-1) ?? '';
  const prefix = sharedPrefix(sorted[0] ?? '', last);
  const mostPages = 2 + Math.ceil(sorted.length / 10);
  let readUntil = '';
  let nextToken: string | undefined;
  try {
    for (let page = 0; page < mostPages; page++) {
      const answer = await wire.call('logs:DescribeLogGroups', {
        limit: PAGE,
        ...(prefix !== '' && { logGroupNamePrefix: prefix }),
        ...(nextToken !== undefined && { nextToken }),
      });
      for (const group of answer.logGroups ?? []) found.set(group.logGroupName ?? '', group);
      nextToken = answer.nextToken;
      readUntil = nextToken === undefined ? last : (answer.logGroups?.at(-1)?.logGroupName ?? readUntil);
      if (readUntil >= last) break;
    }
  } catch (error) {
    // A role that may look at these groups only is denied their prefix.
    if (!isAwsError(error, 'denied')) throw error;
  }
  return { found, isOpen: (name) => !found.has(name) && name > readUntil };
}

/** Of a sorted list, what its first and its last share is shared by all. */
function sharedPrefix(first: string, last: string): string {
  let length = 0;
  while (length < first.length && first[length] === last[length]) length++;
  return first.slice(0, length);
}
