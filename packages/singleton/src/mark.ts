/** What the tag of a service says that is being replaced: who replaces which revision by which, since when. */
export interface Mark {
  /** `family:revision`: what ran well before, and is gone back to. */
  readonly from: string;
  /** `family:revision`: what is started next. */
  readonly to: string;
  readonly run: string;
  /** Milliseconds, by the clock of the runner that wrote it: up to a minute off. */
  readonly at: number;
}

/** What a tag's value may not have. Source: the SDK's documentation of Tag. */
const FOREIGN = /[^\p{L}\p{N} +\-=._:/@]/gu;
const MAX_VALUE = 256;

/** The tag's value; revisions without their family where both would be too long. */
export function markText({ from, to, run, at }: Mark): string {
  const text = (names: readonly [string, string]): string =>
    `from=${names[0]} to=${names[1]} run=${run.replace(/\s/g, '-').replace(FOREIGN, '-')} at=${new Date(at).toISOString()}`;
  const whole = text([from, to]);
  return whole.length <= MAX_VALUE ? whole : text([revisionOf(from), revisionOf(to)]);
}

/**
 * The mark that a tag's value says; undefined where it says none.
 *
 * @param family of the service's revision: for a mark whose names were too long.
 */
export function parseMark(text: string | undefined, family: string): Mark | undefined {
  const found = /^from=(\S*) to=(\S+) run=(\S*) at=(\S+)$/.exec(text ?? '');
  if (!found) return undefined;
  const [, from = '', to = '', run = '', time = ''] = found;
  const at = Date.parse(time);
  const named = (name: string): string => (/^\d+$/.test(name) ? `${family}:${name}` : name);
  return Number.isNaN(at) ? undefined : { from: named(from), to: named(to), run, at };
}

/** Whether both tell of the same run. */
export function isOfRun(mark: Mark, run: string): boolean {
  return mark.run === run.replace(/\s/g, '-').replace(FOREIGN, '-');
}

function revisionOf(name: string): string {
  return name.split(':').at(-1) ?? name;
}
