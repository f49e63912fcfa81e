import { isList, isObject, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { spelledOut } from '../metric-list.ts';

/**
 * A body as CloudWatch understands it, so that two that show the same are the same: without the abbreviations in its
 * metrics, which the console writes when somebody saves the dashboard there.
 */
export function meaningOf(body: JsonObject): JsonObject {
  const { widgets } = body;
  return isList(widgets) ? { ...body, widgets: widgets.map(meaningOfWidget) } : body;
}

function meaningOfWidget(widget: Json): Json {
  const metrics = valueAt(widget, ['properties', 'metrics']);
  const properties = valueAt(widget, ['properties']);
  if (!isObject(widget) || !isObject(properties) || widget['type'] !== 'metric') return widget;
  if (!isList(metrics) || !metrics.every(isList)) return widget;
  const lines = spelledOut(metrics).map(({ words, look }, index) =>
    // What is no line as we know it stays as it is.
    isPlain(metrics[index])
      ? [...words, ...(look && Object.keys(look).length > 0 ? [look] : [])]
      : (metrics[index] ?? []),
  );
  return { ...widget, properties: { ...properties, metrics: lines } };
}

function isPlain(line: Json | undefined): boolean {
  return (
    isList(line) &&
    line.every((word, index) => typeof word === 'string' || (isObject(word) && index === line.length - 1))
  );
}
