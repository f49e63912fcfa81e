import { isList, isObject } from '@fargate-actions/documents';
import { checkColor } from './colors.ts';
import type { Part } from './part.ts';
import { isMoment } from './time-range.ts';

/**
 * Checks what is drawn across a graph: one alarm, or levels and moments.
 *
 * Source: API reference, "Dashboard widget object: annotation properties".
 */
export function checkAnnotations(properties: Part): void {
  const annotations = properties.below(['annotations']);
  if (!isObject(annotations.value)) return;
  const alarms = annotations.field('alarms');
  const hasLines = ['horizontal', 'vertical'].filter((direction) => annotations.has(direction));
  if (alarms !== undefined) {
    if (!isList(alarms) || alarms.some((arn) => typeof arn !== 'string')) {
      annotations.error(['alarms'], 'annotations', `${annotations.name} must name its alarm as a list of one ARN.`);
    } else if (alarms.length > 1) {
      annotations.error(
        ['alarms', 1],
        'annotations',
        `${annotations.name} shows more than one alarm.`,
        'Give each a widget.',
      );
    }
    if (properties.has('metrics')) {
      annotations.error(
        ['alarms'],
        'annotations',
        `${annotations.name} has an alarm and metrics: it can have one of them.`,
      );
    }
    for (const direction of hasLines) {
      annotations.error(
        [direction],
        'annotations',
        `${annotations.name} shows an alarm: nothing else can be drawn there.`,
      );
    }
  }
  for (const direction of ['horizontal', 'vertical'] as const) {
    const list = annotations.field(direction);
    if (list === undefined) continue;
    if (!isList(list)) {
      annotations.error(
        [direction],
        'annotations',
        `The ${direction} annotations of ${annotations.name} must be a list.`,
      );
      continue;
    }
    list.forEach((item, index) => {
      const one = annotations.below([direction, index]);
      if (!isList(item)) checkOne(one, direction);
      else if (item.length !== 2)
        one.error([], 'annotations', `A band of ${one.name} has two edges, not ${item.length}.`);
      else item.forEach((_, edge) => checkOne(one.below([edge]), direction));
    });
  }
}

function checkOne(one: Part, direction: 'horizontal' | 'vertical'): void {
  if (!isObject(one.value)) {
    one.error(
      [],
      'annotations',
      `${one.name} has a ${direction} annotation that is no mapping.`,
      'Write { value, label }.',
    );
    return;
  }
  const value = one.field('value');
  if (value === undefined) one.error([], 'annotations', `${one.name} has a ${direction} annotation without a value.`);
  else if (direction === 'vertical' && typeof value === 'string' && !isMoment(value)) {
    one.error(['value'], 'annotations', `${JSON.stringify(value)} is no moment.`, 'Write 2026-11-23T06:00:00Z.');
  }
  checkColor(one);
}
