import { isObject, type Json, type JsonObject } from '@fargate-actions/documents';

/** A line of a graph with its abbreviations written out. */
export interface SpelledLine {
  /** Namespace, metric, and names and values of dimensions; empty for an expression. */
  readonly words: readonly string[];
  /** Where in the line each word stands, or its abbreviation. */
  readonly places: readonly number[];
  readonly look: JsonObject | undefined;
  /** The index of an abbreviation that stands for nothing: the metric before has no word there, or there is none. */
  readonly lost: number | undefined;
}

/**
 * Writes the abbreviations in a widget's metrics out: `.` is the word of the metric before in the same place, `...` all
 * of its words but those that follow.
 *
 * Source: API reference, "Metric widget: format for each metric in the array"; `...` is what the console writes.
 */
export function spelledOut(metrics: readonly (readonly Json[])[]): SpelledLine[] {
  let before: readonly string[] = [];
  return metrics.map((line) => {
    const look = line.find(isObject);
    const given = line.filter((word) => typeof word === 'string');
    if (given.length === 0) return { words: [], places: [], look, lost: undefined };
    let lost: number | undefined;
    const words: string[] = [];
    const places: number[] = [];
    given.forEach((word, index) => {
      if (word === '...') {
        const rest = given.length - index - 1;
        const repeated = before.slice(words.length, Math.max(words.length, before.length - rest));
        if (repeated.length === 0) lost ??= index;
        words.push(...repeated);
        places.push(...repeated.map(() => index));
        return;
      }
      const meant = word === '.' ? before[words.length] : word;
      if (meant === undefined) lost ??= index;
      words.push(meant ?? word);
      places.push(index);
    });
    before = words;
    return { words, places, look, lost };
  });
}
