import type { JsonObject } from '@fargate-actions/documents';
import type { Widget } from './graph.ts';

/** A heading and what stands below it. */
export interface Section {
  readonly heading: Widget;
  readonly graphs: readonly Widget[];
}

/** The columns of a dashboard's grid. */
export const GRID_COLUMNS = 24;

/** How high a heading is: a line and its frame. */
const HEADING_ROWS = 1;
const GRAPH_ROWS = 6;
/** More in a row, and their legends are cut off on a laptop. */
const MOST_IN_A_ROW = 4;

/** Puts sections below one another, the graphs of each in as few and as even rows as there can be. */
export function placed(sections: readonly Section[]): JsonObject[] {
  const widgets: JsonObject[] = [];
  let y = 0;
  for (const { heading, graphs } of sections) {
    widgets.push({ ...heading, x: 0, y, width: GRID_COLUMNS, height: HEADING_ROWS });
    y += HEADING_ROWS;
    for (const row of evenRows(graphs)) {
      const width = GRID_COLUMNS / row.length;
      widgets.push(...row.map((widget, index) => ({ ...widget, x: index * width, y, width, height: GRAPH_ROWS })));
      y += GRAPH_ROWS;
    }
  }
  return widgets;
}

function evenRows(graphs: readonly Widget[]): Widget[][] {
  const count = Math.ceil(graphs.length / MOST_IN_A_ROW);
  const longest = Math.ceil(graphs.length / count);
  return Array.from({ length: count }, (_, row) => graphs.slice(row * longest, (row + 1) * longest));
}
