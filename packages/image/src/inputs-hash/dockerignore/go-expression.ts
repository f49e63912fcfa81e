import { BadExpression, Characters, escapedCharacter, escapedClass, readClass, type InClass } from './go-class.ts';

/** One step of an expression. */
type Step =
  | { readonly kind: 'one' | 'many'; readonly has: InClass }
  /** The next so many steps may be left out. */
  | { readonly kind: 'optional'; readonly steps: number }
  /** Takes nothing, and looks at what is before and behind; empty beyond both ends. */
  | { readonly kind: 'between'; readonly holds: (before: string, behind: string) => boolean };

/** Whether an expression fits a text. */
export type Fits = (text: string) => boolean;

const isWord = (character: string): boolean => /^[0-9A-Za-z_]$/.test(character);
const isAny: InClass = (character) => character !== '\n';

/**
 * An expression as Go's regexp reads it, as far as moby/patternmatcher can write one: whether it fits anywhere in a text.
 *
 * All ways are followed at once, as Go does: the time is that of the text times that of the expression, while JavaScript's
 * own expressions try one way after the other.
 *
 * @throws BadExpression where Go's regexp.Compile gives an error.
 */
export function goExpression(source: string): Fits {
  const alternatives = alternativesOf(new Characters(source));
  return (text) => {
    const characters = Array.from(text);
    return alternatives.some((steps) => fits(steps, characters));
  };
}

/** No parenthesis of the user is one, so that each `|` divides the whole. */
function alternativesOf(from: Characters): readonly (readonly Step[])[] {
  const alternatives: Step[][] = [[]];
  /** What a repetition would repeat. */
  let last: readonly Step[] | undefined;
  const push = (steps: readonly Step[]): void => {
    last = steps;
    alternatives.at(-1)?.push(...steps);
  };
  while (!from.isAtEnd()) {
    const repeat = repetition(from);
    if (repeat) {
      // Nothing to repeat, or a repetition itself.
      if (!last) throw new BadExpression();
      alternatives.at(-1)?.splice(-last.length);
      alternatives.at(-1)?.push(...repeated(last, repeat));
      last = undefined;
    } else if (from.skips('|')) {
      alternatives.push([]);
      last = undefined;
    } else if (from.skips('(.*/)?')) {
      // The one group that moby writes.
      push([{ kind: 'optional', steps: 2 }, { kind: 'many', has: isAny }, one(equals('/'))]);
      last = undefined;
    } else if (from.skips('\\Q')) {
      while (!from.isAtEnd() && !from.skips('\\E')) push([one(equals(from.next()))]);
    } else push([step(from)]);
  }
  return alternatives;
}

function step(from: Characters): Step {
  if (from.skips('^') || from.skips('\\A')) return { kind: 'between', holds: (before) => before === '' };
  if (from.skips('$') || from.skips('\\z')) return { kind: 'between', holds: (_before, behind) => behind === '' };
  if (from.skips('\\b')) return { kind: 'between', holds: (before, behind) => isWord(before) !== isWord(behind) };
  if (from.skips('\\B')) return { kind: 'between', holds: (before, behind) => isWord(before) === isWord(behind) };
  if (from.skips('[')) return one(readClass(from));
  if (from.skips('.')) return one(isAny);
  const named = escapedClass(from);
  return one(named ?? equals(from.skips('\\') ? escapedCharacter(from) : from.next()));
}

function one(has: InClass): Step {
  return { kind: 'one', has };
}

interface Repetition {
  readonly least: number;
  readonly most: number;
}

/** Go repeats nothing more often than this. */
const MOST_REPETITIONS = 1000;

/** Reads `*` or `{2}`, `{2,}`, `{2,3}`; undefined where something else comes, which may be a brace that is only a brace. */
function repetition(from: Characters): Repetition | undefined {
  if (from.skips('*')) return { least: 0, most: Infinity };
  if (from.ahead() !== '{') return undefined;
  let text = '';
  while (/^[{0-9,}]$/.test(from.ahead(text.length)) && !text.endsWith('}')) text += from.ahead(text.length);
  const [, least, comma, most] = /^\{(0|[1-9]\d*)(,(0|[1-9]\d*)?)?\}$/.exec(text) ?? [];
  if (least === undefined) return undefined;
  from.at += text.length;
  const read = {
    least: Number(least),
    most: most !== undefined ? Number(most) : comma !== undefined ? Infinity : Number(least),
  };
  const isTooMuch = read.least > MOST_REPETITIONS || (read.most !== Infinity && read.most > MOST_REPETITIONS);
  if (isTooMuch || read.least > read.most) throw new BadExpression();
  return read;
}

/** A single step, as often as it may come. */
function repeated(steps: readonly Step[], { least, most }: Repetition): Step[] {
  const all = Array.from({ length: least }, () => steps).flat();
  if (most === Infinity) {
    const more = steps.map((last): Step => (last.kind === 'one' ? { kind: 'many', has: last.has } : last));
    return [...all, ...(more[0]?.kind === 'between' ? [{ kind: 'optional', steps: 1 } as const] : []), ...more];
  }
  for (let left = most - least; left > 0; left -= 1) all.push({ kind: 'optional', steps: steps.length }, ...steps);
  return all;
}

function equals(character: string): InClass {
  return (other) => other === character;
}

/** Goes through the text once, with the set of all steps that can be next; it may begin anywhere. */
function fits(steps: readonly Step[], text: readonly string[]): boolean {
  let reached = new Set<number>();
  for (let at = 0; ; at += 1) {
    const character = text[at];
    reached.add(0);
    const open = [...reached];
    // What takes nothing is gone through at once.
    for (const index of open) {
      for (const further of withoutTaking(steps[index], index, text[at - 1] ?? '', character ?? '')) {
        if (reached.has(further)) continue;
        reached.add(further);
        open.push(further);
      }
    }
    // Nothing says that the text has to end where the expression does, but its own `$`.
    if (reached.has(steps.length)) return true;
    if (character === undefined) return false;
    const next = new Set<number>();
    for (const index of reached) {
      const step = steps[index];
      if (step?.kind === 'one' && step.has(character)) next.add(index + 1);
      if (step?.kind === 'many' && step.has(character)) next.add(index);
    }
    reached = next;
  }
}

function withoutTaking(step: Step | undefined, index: number, before: string, behind: string): number[] {
  switch (step?.kind) {
    case 'many':
      return [index + 1];
    case 'optional':
      return [index + 1, index + 1 + step.steps];
    case 'between':
      return step.holds(before, behind) ? [index + 1] : [];
    case 'one':
    case undefined:
      return [];
  }
}

export { BadExpression };
