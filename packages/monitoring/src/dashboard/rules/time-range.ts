import type { Part } from './part.ts';

const RELATIVE = /^-P(?:T\d+[MH]|\d+[DWM])$/;
const ABSOLUTE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const EXAMPLES = 'Write `-PT3H` for the last three hours (M, H after PT; D, W, M after P), or 2026-11-23T06:00:00Z.';

/**
 * Checks from when until when a dashboard shows its metrics.
 *
 * Source: API reference, "Dashboard body structure and syntax", `start` and `end`.
 */
export function checkTimeRange(body: Part): void {
  const start = textOf(body, 'start');
  const end = textOf(body, 'end');
  const isStartRight = start === undefined || RELATIVE.test(start) || isMoment(start);
  if (!isStartRight) body.error(['start'], 'time-range', `start ${JSON.stringify(start)} is no time.`, EXAMPLES);
  if (end === undefined) return;
  if (!isMoment(end)) {
    body.error(['end'], 'time-range', `end ${JSON.stringify(end)} is no moment.`, 'Write 2026-11-23T06:00:00Z.');
  } else if (start === undefined) {
    body.error(['end'], 'time-range', 'There is an end without a start.', 'Add `start`, or take `end` out.');
  } else if (RELATIVE.test(start)) {
    body.error(['start'], 'time-range', 'With an end, start must be a moment too.', 'Write 2026-11-23T06:00:00Z.');
  } else if (isStartRight && Date.parse(end) <= Date.parse(start)) {
    body.error(['end'], 'time-range', `The end ${end} is not after the start ${start}.`);
  }
}

/** Whether a text is a moment in ISO 8601, with its time zone. */
export function isMoment(text: string): boolean {
  return ABSOLUTE.test(text) && !Number.isNaN(Date.parse(text));
}

function textOf(part: Part, name: string): string | undefined {
  const value = part.field(name);
  return typeof value === 'string' ? value : undefined;
}
