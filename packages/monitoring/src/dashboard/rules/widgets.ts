import { didYouMean, isList, isObject } from '@fargate-actions/documents';
import { checkAnnotations } from './annotations.ts';
import { checkGrid } from './grid.ts';
import { MOST_ALARMS_A_WIDGET, MOST_EXPLORER_METRICS } from './limits.ts';
import { checkMetrics } from './metrics.ts';
import type { Part } from './part.ts';
import { checkPeriodAndStat } from './periods-and-stats.ts';
import { isMoment } from './time-range.ts';
import { WIDGET_TYPES } from './widget-shapes.ts';

/** Checks a widget; counts its metrics. */
export function checkWidget(widget: Part): number {
  if (!isObject(widget.value)) {
    widget.error([], 'widget', `${widget.name} must be a mapping.`, 'Write `type: metric` and its properties.');
    return 0;
  }
  checkGrid(widget);
  const type = typeOf(widget);
  const properties = widget.below(['properties']);
  if (!isObject(properties.value)) {
    if (properties.value === undefined) widget.error([], 'required', `${widget.name} has no properties.`);
    return 0;
  }
  const required = type === undefined ? [] : (WIDGET_TYPES[type]?.required ?? []);
  for (const name of required) {
    if (!properties.has(name)) {
      properties.error([], 'required', `${widget.name} has no ${name}: a ${type} widget can't do without it.`);
    }
  }
  switch (type) {
    case 'metric':
      return checkGraph(properties);
    case 'log':
      checkLog(properties);
      return 0;
    case 'alarm':
      checkCount(properties, 'alarms', MOST_ALARMS_A_WIDGET);
      return 0;
    case 'explorer':
      checkCount(properties, 'metrics', MOST_EXPLORER_METRICS);
      checkPeriodAndStat(properties);
      return 0;
    case 'custom':
      checkEndpoint(properties);
      return 0;
    default:
      return 0;
  }
}

/** The widget's type, when it is one that this version knows. */
function typeOf(widget: Part): string | undefined {
  const type = widget.field('type');
  const known = Object.keys(WIDGET_TYPES);
  if (typeof type !== 'string') {
    if (type === undefined) widget.error([], 'type', `${widget.name} has no type.`, `There are: ${known.join(', ')}.`);
    return undefined;
  }
  if (known.includes(type)) return type;
  const nearest = didYouMean(type, known);
  const message = `${widget.name} is of the type ${JSON.stringify(type)}, which is not known.`;
  const hint = `There are: ${known.join(', ')}.`;
  if (nearest) widget.error(['type'], 'type', message, `Did you mean ${nearest}? ${hint}`);
  else widget.notice(['type'], 'type', `${message} It is passed to CloudWatch as it is.`, hint);
  return undefined;
}

function checkGraph(properties: Part): number {
  if (!properties.has('metrics') && !properties.has('annotations')) {
    properties.error([], 'required', `${properties.name} has neither metrics nor an alarm in its annotations.`);
  }
  const count = checkMetrics(properties.below(['metrics']));
  checkAnnotations(properties);
  checkPeriodAndStat(properties);
  checkAxes(properties);
  const timezone = properties.field('timezone');
  if (typeof timezone === 'string' && !/^[+-]\d{4}$/.test(timezone)) {
    properties.error(['timezone'], 'timezone', `${JSON.stringify(timezone)} is no time zone.`, "Write '+0100'.");
  }
  for (const name of ['start', 'end']) {
    const value = properties.field(name);
    if (typeof value === 'string' && !value.startsWith('-P') && !isMoment(value)) {
      properties.error([name], 'time-range', `${name} ${JSON.stringify(value)} is no time.`);
    }
  }
  return count;
}

function checkAxes(properties: Part): void {
  for (const side of ['left', 'right']) {
    const axis = properties.below(['yAxis', side]);
    const [min, max] = [axis.field('min'), axis.field('max')];
    if (typeof min === 'number' && typeof max === 'number' && min >= max) {
      axis.error(
        ['min'],
        'axis',
        `The ${side} axis of ${axis.name} begins at ${min}, which is not below its end ${max}.`,
      );
    }
  }
  const left = properties.below(['yAxis', 'left']);
  if (properties.field('view') === 'gauge' && !(left.has('min') && left.has('max'))) {
    properties.error(['view'], 'axis', `${properties.name} is a gauge, and has no yAxis.left with min and max.`);
  }
}

function checkLog(properties: Part): void {
  const query = properties.field('query');
  const language = properties.field('queryLanguage') ?? 'CWLI';
  if (typeof query !== 'string' || language !== 'CWLI' || properties.has('logGroupPrefixes')) return;
  if (!/^\s*SOURCE\s/i.test(query)) {
    properties.warning(
      ['query'],
      'source',
      `The query of ${properties.name} names no log group.`,
      "Begin it with SOURCE '/ecs/amply-api' | ...",
    );
  }
}

function checkCount(properties: Part, name: string, most: number): void {
  const list = properties.field(name);
  if (!isList(list) || (list.length >= 1 && list.length <= most)) return;
  properties.error([name], 'count', `${properties.name} has ${list.length} ${name}: it must be 1 to ${most}.`);
}

function checkEndpoint(properties: Part): void {
  const endpoint = properties.field('endpoint');
  if (typeof endpoint !== 'string' || /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/.test(endpoint))
    return;
  properties.error(
    ['endpoint'],
    'endpoint',
    `${JSON.stringify(endpoint)} is no ARN of a Lambda function.`,
    'Write arn:aws:lambda:eu-central-1:123456789012:function:name.',
  );
}
