import { GRID_COLUMNS } from '../generated/layout.ts';
import type { Part } from './part.ts';

/** What a place on the grid may be, least and most. Source: API reference, "Widgets array structure". */
const RANGES = {
  x: [0, GRID_COLUMNS - 1],
  y: [0, Infinity],
  width: [1, GRID_COLUMNS],
  height: [1, 1000],
} as const;

const DEFAULT_WIDTH = 6;

/** Checks that a widget lies on the grid. */
export function checkGrid(widget: Part): void {
  let isInRange = true;
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = widget.field(name);
    if (typeof value !== 'number' || (value >= least && value <= most)) continue;
    isInRange = false;
    const range = most === Infinity ? `at least ${least}` : `between ${least} and ${most}`;
    widget.error([name], 'grid', `${widget.name} has ${name} ${value}: it must be ${range}.`);
  }
  for (const [given, missing] of [
    ['x', 'y'],
    ['y', 'x'],
  ] as const) {
    if (widget.has(given) && !widget.has(missing)) {
      widget.error([given], 'grid', `${widget.name} has ${given} and no ${missing}: it must have both, or neither.`);
    }
  }
  const x = widget.field('x');
  const width = widget.field('width') ?? DEFAULT_WIDTH;
  if (isInRange && typeof x === 'number' && typeof width === 'number' && x + width > GRID_COLUMNS) {
    widget.error(
      [widget.has('width') ? 'width' : 'x'],
      'grid',
      `${widget.name} reaches to column ${x + width}: the grid has ${GRID_COLUMNS} columns.`,
      `At x ${x} it can be ${GRID_COLUMNS - x} wide at most.`,
    );
  }
}
