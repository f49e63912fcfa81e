import type { RequestRecord } from '@fargate-actions/emulator';
import type { Row } from './bench.ts';
import { byCategory, fullestShare } from './request-share.ts';

/** The rest of AWS's limits is for everybody else in the account, but where a limit says otherwise. */
export const SHARE = 0.5;

/** What a run took of AWS's request limits, from its start to its end. */
export function wholeRun(
  what: string,
  { seconds, requests }: { readonly seconds: number; readonly requests: readonly RequestRecord[] },
): Row[] {
  const [fullest] = byCategory(requests)
    .map((calls) => ({ ...calls.limit, allowed: calls.limit.share ?? SHARE, share: fullestShare(calls) }))
    .sort((a, b) => b.share / b.allowed - a.share / a.allowed);
  const throttled = requests.filter(({ error = '' }) => error.startsWith('Throttl'));
  return [
    { what: `${what}: from start to end`, unit: 's', ours: [seconds] },
    {
      what: `${what}: most of a limit at any moment`,
      unit: '%',
      ours: [Math.round((fullest?.share ?? 0) * 100)],
      atMost: (fullest?.allowed ?? SHARE) * 100,
      ...(fullest && { note: fullest.category }),
    },
    { what: `${what}: throttled`, unit: 'calls', ours: [throttled.length], atMost: 0 },
  ];
}
