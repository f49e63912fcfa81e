import { isList, valueAt, type Json, type JsonObject } from '@fargate-actions/documents';
import { differences, type Difference } from '@fargate-actions/engine';
import { widgetTitle } from '../widget-title.ts';
import { meaningOf } from './meaning.ts';
import { pairWidgets } from './pair-widgets.ts';
import { widgetDifferences } from './widget-differences.ts';

/** Titles that are named where the same change is made to several widgets. */
const TITLES_SHOWN = 3;

/**
 * What of a dashboard differs, widget by widget under their titles; a change that several widgets share is one.
 *
 * None exactly when both bodies show the same: how their JSON is written makes no difference.
 */
export function dashboardDifferences(found: JsonObject, wanted: JsonObject): Difference[] {
  const [before, after] = [meaningOf(found), meaningOf(wanted)];
  const around = differences(before, after, {
    absent: 'default',
    defaults: { periodOverride: 'auto' },
    ignored: new Set(['widgets']),
  });
  return [...around, ...widgetsDifferences(widgetsOf(before), widgetsOf(after))];
}

function widgetsDifferences(found: readonly Json[], wanted: readonly Json[]): Difference[] {
  const pairs = pairWidgets(found, wanted).map((pair) => ({
    found: pair.found === undefined ? undefined : found[pair.found],
    wanted: pair.wanted === undefined ? undefined : wanted[pair.wanted],
    foundIndex: pair.found,
  }));
  const changes = pairs.flatMap((pair) => changesOf(pair.found, pair.wanted));
  const kept = pairs.filter((pair) => pair.found !== undefined && pair.wanted !== undefined);
  const order = kept.flatMap(({ foundIndex }) => foundIndex ?? []);
  const isReordered = order.some((index, place) => place > 0 && index < (order[place - 1] ?? 0));
  // One without a place is put where it stands among the others.
  const isPlacedByOrder = kept.some(({ wanted }) => wanted !== undefined && valueAt(wanted, ['x']) === undefined);
  if (!isReordered || !isPlacedByOrder) return shared(changes);
  const before = order.toSorted((one, other) => one - other).map((index) => titleOf(found[index]));
  const after = kept.map(({ wanted }) => titleOf(wanted));
  return [...shared(changes), { path: 'widgets (their order)', from: before, to: after }];
}

/** A change of one widget. */
interface WidgetChange {
  readonly title: string;
  readonly difference: Difference;
}

function changesOf(found: Json | undefined, wanted: Json | undefined): WidgetChange[] {
  const title = titleOf(found ?? wanted);
  if (found === undefined || wanted === undefined) {
    return [{ title, difference: { path: '', from: found && inBrief(found), to: wanted && inBrief(wanted) } }];
  }
  return widgetDifferences(found, wanted).map((difference) => ({ title, difference }));
}

/** The changes with those that are the same made one. */
function shared(changes: readonly WidgetChange[]): Difference[] {
  const groups = new Map<string, WidgetChange[]>();
  for (const change of changes) {
    const { path, from, to } = change.difference;
    // Widgets that come or go are told one by one.
    const key = JSON.stringify([path === '' ? groups.size : path, from ?? null, to ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const titles = group.map(({ title }) => title);
    const rest = titles.length - TITLES_SHOWN;
    const names = [...titles.slice(0, TITLES_SHOWN), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
    const { path } = first.difference;
    return [{ ...first.difference, path: `widgets[${names}]${path === '' ? '' : `.${path}`}` }];
  });
}

function widgetsOf(body: JsonObject): readonly Json[] {
  return isList(body['widgets']) ? body['widgets'] : [];
}

function titleOf(widget: Json | undefined): string {
  return widgetTitle(widget ?? null) ?? 'without a title';
}

/** `metric, 12 x 6 at 0,7`. */
function inBrief(widget: Json): string {
  const text = (name: string, otherwise = ''): string => {
    const value = valueAt(widget, [name]);
    return value === undefined ? otherwise : JSON.stringify(value).replaceAll('"', '');
  };
  const place = text('x') === '' ? '' : ` at ${text('x')},${text('y')}`;
  return `${text('type', 'widget')}, ${text('width', '6')} x ${text('height', '6')}${place}`;
}
