import { Fault } from '../fault.ts';
import type { World } from './world.ts';

/**
 * Why AWS does not take a request that was signed at that moment and arrives now: five minutes are the most that the two
 * may be apart, either way. Nothing of it has happened then.
 *
 * Source: docs/reference/ecs.md, "Signatures".
 */
export function signatureFault({ scenario }: World, signedAt: number, arrivesAt: number): Fault | undefined {
  const { signatureSeconds } = scenario.timings;
  const ms = signatureSeconds * 1000;
  const minutes = `${String(signatureSeconds / 60)} min.`;
  const [signed, now] = [timestamp(signedAt), timestamp(arrivesAt)];
  if (arrivesAt - signedAt > ms)
    return invalid(
      `Signature expired: ${signed} is now earlier than ${timestamp(arrivesAt - ms)} (${now} - ${minutes})`,
    );
  if (signedAt - arrivesAt > ms)
    return invalid(
      `Signature not yet current: ${signed} is still later than ${timestamp(arrivesAt + ms)} (${now} + ${minutes})`,
    );
  return undefined;
}

const invalid = (message: string): Fault => new Fault('InvalidSignatureException', message, 403);

/** `20261130T220000Z` */
function timestamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The time of a signature as its header has it; undefined where it has none. */
export function signatureTime(header: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(header ?? '') ?? [];
  return second === undefined
    ? undefined
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}
