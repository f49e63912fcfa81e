import type { CallOrigin } from '../services/ecs/origin.ts';
import type { Happening } from './scenario.ts';
import type { World } from './world.ts';

/** Something that becomes due: looked at again when its time has come, and void if things have moved on meanwhile. */
export type Due =
  | { readonly kind: 'task'; readonly id: string }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'target'; readonly id: string; readonly ip: string; readonly port: number; readonly epoch: number }
  | { readonly kind: 'health'; readonly id: string; readonly container: string; readonly isHealthy: boolean }
  | {
      readonly kind: 'exit';
      readonly id: string;
      readonly container: string;
      readonly exitCode: number;
      readonly reason?: string;
    }
  | { readonly kind: 'lifecycle'; readonly id: string }
  | { readonly kind: 'alarms' }
  | { readonly kind: 'bounds'; readonly id: string; readonly origin: CallOrigin }
  | { readonly kind: 'scheduled-action'; readonly id: string }
  | { readonly kind: 'scaling'; readonly id: string }
  | { readonly kind: 'happening'; readonly happening: Happening };

/** An entry of the agenda. The serial number orders what is due at the same moment: first planned, first done. */
export interface AgendaEntry {
  readonly at: number;
  readonly serial: number;
  readonly due: Due;
}

const isBefore = (one: AgendaEntry, other: AgendaEntry): boolean =>
  one.at < other.at || (one.at === other.at && one.serial < other.serial);

/** Puts something on the agenda; `at` is in milliseconds of the world's clock, and never earlier than now. */
export function plan(world: World, at: number, due: Due): void {
  const entry: AgendaEntry = { at: Math.max(Math.round(at), world.now), serial: ++world.serial, due };
  const heap = world.agenda;
  let place = heap.length;
  heap.push(entry);
  while (place > 0) {
    const parentPlace = (place - 1) >> 1;
    const parent = heap[parentPlace];
    if (!parent || !isBefore(entry, parent)) break;
    heap[place] = parent;
    place = parentPlace;
  }
  heap[place] = entry;
}

/** Takes what is due first, if it is due by then. */
export function takeDue(world: World, until: number): AgendaEntry | undefined {
  const heap = world.agenda;
  const first = heap[0];
  if (!first || first.at > until) return undefined;
  const last = heap.pop();
  if (last && last !== first) sink(heap, last);
  return first;
}

function sink(heap: AgendaEntry[], entry: AgendaEntry): void {
  let place = 0;
  for (;;) {
    const left = heap[place * 2 + 1];
    const right = heap[place * 2 + 2];
    const lower = right && left && isBefore(right, left) ? right : left;
    if (!lower || !isBefore(lower, entry)) break;
    const lowerPlace = lower === right ? place * 2 + 2 : place * 2 + 1;
    heap[place] = lower;
    place = lowerPlace;
  }
  heap[place] = entry;
}
