import {
  Document,
  isList,
  isObject,
  shapedValues,
  valueAt,
  type Diagnostics,
  type Fields,
  type Json,
  type JsonObject,
  type Path,
  type Position,
} from '@fargate-actions/documents';
import { ANNOTATIONS, BODY, LOOK, PLACE, WIDGET_TYPES } from './widget-shapes.ts';

/** A file, and where what is wrong with it goes. */
interface Reading {
  readonly document: Document;
  readonly diagnostics: Diagnostics;
}

/**
 * A dashboard's file with every value of its kind, and the stack's region wherever a widget needs one and has none.
 *
 * Values keep their paths. A widget of a type that is not known passes as it is.
 */
export function shapedBody(document: Document, region: string, diagnostics: Diagnostics): JsonObject {
  const reading = { document, diagnostics };
  const body = shapedMapping([], BODY, 'a dashboard', reading);
  const { widgets } = body;
  if (!isList(widgets)) return body;
  return {
    ...body,
    widgets: widgets.map((widget, index) => shapedWidget(widget, ['widgets', index], region, reading)),
  };
}

function shapedWidget(widget: Json, path: Path, region: string, reading: Reading): Json {
  if (!isObject(widget)) return widget;
  const { type } = widget;
  const known = typeof type === 'string' && Object.hasOwn(WIDGET_TYPES, type) ? WIDGET_TYPES[type] : undefined;
  const shaped = shapedMapping(path, { type: 'text', ...PLACE, properties: 'object' }, 'a widget', reading);
  if (!known || !isObject(shaped['properties'])) return shaped;
  const properties = withoutNoMetrics(
    shapedMapping([...path, 'properties'], known.properties, `a widget of the type ${JSON.stringify(type)}`, reading),
  );
  return {
    ...shaped,
    properties: {
      ...properties,
      ...(type === 'metric' && shapedGraph(properties, [...path, 'properties'], reading)),
      ...((type === 'metric' || type === 'log') && properties['region'] === undefined && { region }),
    },
  };
}

/** An empty list of metrics beside an alarm is none: a graph can have one of them. */
function withoutNoMetrics(properties: JsonObject): JsonObject {
  const { metrics, ...others } = properties;
  const isNone = isList(metrics) && metrics.length === 0;
  return isNone && valueAt(properties, ['annotations', 'alarms']) !== undefined ? others : properties;
}

/** The mappings within a graph, which stand in lists. */
function shapedGraph({ metrics, annotations }: JsonObject, path: Path, reading: Reading): JsonObject {
  const mapping = (value: Json, at: Path, fields: Fields, what: string): Json =>
    isObject(value) ? shapedMapping(at, fields, what, reading) : value;

  function line(value: Json, at: Path): Json {
    return isList(value) ? value.map((word, index) => mapping(word, [...at, index], LOOK, "a line's look")) : value;
  }

  function drawn(direction: 'horizontal' | 'vertical', value: Json, at: Path): Json {
    // A band is a list of two.
    if (isList(value)) return value.map((edge, index) => drawn(direction, edge, [...at, index]));
    return mapping(value, at, ANNOTATIONS[direction], `a ${direction} annotation`);
  }

  function allDrawn(direction: 'horizontal' | 'vertical'): JsonObject {
    const list = isObject(annotations) ? annotations[direction] : undefined;
    if (!isList(list)) return {};
    const at = [...path, 'annotations', direction];
    return { [direction]: list.map((value, index) => drawn(direction, value, [...at, index])) };
  }

  return {
    ...(isList(metrics) && { metrics: metrics.map((value, index) => line(value, [...path, 'metrics', index])) }),
    ...(isObject(annotations) && {
      annotations: { ...annotations, ...allDrawn('horizontal'), ...allDrawn('vertical') },
    }),
  };
}

/** The mapping at a path, its fields of their kinds. */
function shapedMapping(path: Path, fields: Fields, what: string, { document, diagnostics }: Reading): JsonObject {
  const value = valueAt(document.value, path);
  if (!isObject(value)) return {};
  return shapedValues(
    new PartOfDocument(document, path, value),
    value,
    fields,
    { room: 'dashboard', what },
    diagnostics,
  );
}

/** A part of a document that knows its places by the whole: there are hundreds, and few of them are ever asked. */
class PartOfDocument extends Document {
  readonly #whole: Document;
  readonly #path: Path;

  constructor(whole: Document, path: Path, value: Json) {
    super(value, new Map());
    this.#whole = whole;
    this.#path = path;
  }

  override at(path: Path = []): Position | undefined {
    return this.#whole.at([...this.#path, ...path]);
  }

  override keyAt(path: Path): Position | undefined {
    return this.#whole.keyAt([...this.#path, ...path]);
  }
}
