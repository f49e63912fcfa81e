import { didYouMean } from '@fargate-actions/documents';

/** Why a text is no time zone that AWS knows, as a hint; undefined when it is one. */
export function timeZoneProblem(zone: string): { readonly hint: string } | undefined {
  // Intl takes offsets and any case; AWS takes the names of the IANA zones as they are written.
  const resolved = /^[A-Za-z]/.test(zone) ? canonical(zone) : undefined;
  const isAsWritten = resolved !== undefined && (resolved === zone || resolved.toLowerCase() !== zone.toLowerCase());
  if (isAsWritten) return undefined;
  const meant = resolved ?? didYouMean(zone, Intl.supportedValuesOf('timeZone'));
  return { hint: meant === undefined ? 'Write a name such as Europe/Berlin or UTC.' : `Did you mean ${meant}?` };
}

function canonical(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
