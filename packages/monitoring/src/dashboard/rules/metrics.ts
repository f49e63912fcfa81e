import { isList, isObject, type Json } from '@fargate-actions/documents';
import { spelledOut } from '../metric-list.ts';
import { checkColor } from './colors.ts';
import { MOST_DIMENSIONS, MOST_METRICS_A_WIDGET } from './limits.ts';
import type { Part } from './part.ts';
import { checkPeriodAndStat } from './periods-and-stats.ts';

const SHAPE = 'Write [Namespace, Metric, DimensionName, value, ..., { label: text }], or [{ expression: m1 / m2 }].';

/**
 * Checks the metrics of a metric widget; counts them.
 *
 * @param metrics the list that the widget has under `metrics`.
 */
export function checkMetrics(metrics: Part): number {
  if (!isList(metrics.value)) return 0;
  const items = metrics.value;
  if (items.length > MOST_METRICS_A_WIDGET) {
    metrics.error(
      [],
      'too-many-metrics',
      `${metrics.name} has ${items.length} metrics: a widget has at most ${MOST_METRICS_A_WIDGET}.`,
    );
  }
  if (items.length > 0 && items.every((item) => typeof item === 'string')) {
    metrics.error([], 'metrics', `${metrics.name} has one metric without its own list.`, 'Put it into [ ] once more.');
    return 1;
  }
  const isWellFormed = items.map((item, index) => checkLine(metrics.below([index]), item));
  if (isWellFormed.every(Boolean)) {
    checkWords(metrics, items.filter(isList));
    checkIds(metrics, items.filter(isList));
  }
  return items.length;
}

/** Whether a line has the form that all have: texts, and at most one mapping behind them. */
function checkLine(line: Part, item: Json): boolean {
  if (!isList(item) || item.length === 0) {
    line.error([], 'metrics', `${line.name} has a metric that is no list.`, SHAPE);
    return false;
  }
  const last = item.at(-1);
  const words = isObject(last) ? item.slice(0, -1) : item;
  const wrong = words.findIndex((word) => typeof word !== 'string');
  if (wrong >= 0) {
    line.error(
      [wrong],
      'metrics',
      `${line.name} has a metric with something that is neither text nor its look.`,
      SHAPE,
    );
    return false;
  }
  if (!isObject(last)) return true;
  return checkLook(line.below([item.length - 1]), words.length === 0);
}

function checkLook(look: Part, isExpression: boolean): boolean {
  if (isExpression && typeof look.field('expression') !== 'string') {
    look.error([], 'metrics', `${look.name} has a mapping without an expression in place of a metric.`, SHAPE);
    return false;
  }
  if (!isExpression && look.has('expression')) {
    look.error(['expression'], 'metrics', `${look.name} has a metric that is an expression as well.`, SHAPE);
  }
  checkPeriodAndStat(look);
  checkColor(look);
  return true;
}

/** Checks what the words of the lines say, once their abbreviations are written out. */
function checkWords(metrics: Part, lines: readonly (readonly Json[])[]): void {
  spelledOut(lines).forEach(({ words, lost }, index) => {
    const line = metrics.below([index]);
    if (lost !== undefined) {
      line.error(
        [lost],
        'abbreviation',
        `${line.name} has a ${JSON.stringify(lines[index]?.[lost])} that stands for nothing: the metric before has nothing there.`,
        'Write the word itself.',
      );
    } else if (words.length === 1) {
      line.error([], 'metrics', `${line.name} has a metric of which only the namespace is given.`, SHAPE);
    } else if (words.length % 2 === 1) {
      line.error(
        [],
        'dimensions',
        `${line.name} has the dimension ${words.at(-1) ?? ''} without a value.`,
        'Names and values of dimensions come by turns.',
      );
    } else if ((words.length - 2) / 2 > MOST_DIMENSIONS) {
      line.error([], 'dimensions', `${line.name} has a metric of more than ${MOST_DIMENSIONS} dimensions.`);
    }
  });
}

/** Checks the ids by which expressions refer to lines, and that there is one query at most. */
function checkIds(metrics: Part, lines: readonly (readonly Json[])[]): void {
  const seen = new Set<string>();
  let queries = 0;
  lines.forEach((line, index) => {
    const look = metrics.below([index, line.length - 1]);
    const id = look.field('id');
    const expression = look.field('expression');
    if (typeof id === 'string') {
      if (!/^[a-z]\w*$/.test(id)) {
        look.error(
          ['id'],
          'id',
          `${look.name} has the id ${JSON.stringify(id)}: ids begin with a small letter, and have letters, digits and underscores.`,
        );
      } else if (seen.has(id)) {
        look.error(['id'], 'id', `${look.name} has two lines with the id ${id}.`, 'Give one of them another.');
      }
      seen.add(id);
    }
    if (typeof expression === 'string' && /^\s*SELECT\s/i.test(expression) && ++queries > 1) {
      look.error(
        ['expression'],
        'query',
        `${look.name} has more than one Metrics Insights query.`,
        'Give each a widget.',
      );
    }
  });
}
