import { valueAt, type Json } from '@fargate-actions/documents';
import { widgetTitle } from '../widget-title.ts';

/** A widget before and after, by its index there: one of the two is missing where it comes or goes. */
export interface WidgetPair {
  readonly found: number | undefined;
  readonly wanted: number | undefined;
}

/**
 * Pairs the widgets of two bodies: by type and title, then, for one that was renamed, by type and place.
 *
 * Those that are wanted come first, in their order.
 */
export function pairWidgets(found: readonly Json[], wanted: readonly Json[]): WidgetPair[] {
  const left = new Set(found.keys());
  const partners = new Map<number, number>();
  for (const keyOf of [titleKey, placeKey]) {
    const candidates = new Map<string, number[]>();
    for (const index of left) {
      const key = keyOf(found[index] ?? null);
      candidates.set(key, [...(candidates.get(key) ?? []), index]);
    }
    for (const [index, widget] of wanted.entries()) {
      const partner = partners.has(index) ? undefined : candidates.get(keyOf(widget))?.shift();
      if (partner === undefined) continue;
      partners.set(index, partner);
      left.delete(partner);
    }
  }
  return [
    ...wanted.map((_, index) => ({ found: partners.get(index), wanted: index })),
    ...[...left].map((index) => ({ found: index, wanted: undefined })),
  ];
}

function titleKey(widget: Json): string {
  return JSON.stringify([typeOf(widget), widgetTitle(widget) ?? null]);
}

function placeKey(widget: Json): string {
  return JSON.stringify([typeOf(widget), valueAt(widget, ['x']) ?? null, valueAt(widget, ['y']) ?? null]);
}

function typeOf(widget: Json): Json {
  return valueAt(widget, ['type']) ?? null;
}
