import type { Summary } from './statistics.ts';

const HEAD = ['', 'ours', 'official', 'ratio', 'target', ''];

/** Rows as a table for a terminal; columns that no row fills are left out. */
export function tableLines(rows: readonly Summary[]): string[] {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const columns = HEAD.map((_, column) => column).filter((column) =>
    cells.slice(1).some((row) => (row[column] ?? '') !== ''),
  );
  const widths = columns.map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    columns
      .map((column, index) => {
        const [text = '', width = 0] = [row[column], widths[index]];
        const isText = column === 0 || column === HEAD.length - 1;
        return isText ? text.padEnd(width) : text.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf(row: Summary): string[] {
  const { what, unit, oursValue, officialValue, ratio, atMost, isMet, note } = row;
  const remarks = [isMet === undefined ? '' : isMet ? 'met' : 'MISSED', note ?? ''];
  return [
    what,
    quantity(oursValue, unit),
    officialValue === undefined ? '' : quantity(officialValue, unit),
    ratio?.toFixed(2) ?? '',
    typeof atMost === 'number' ? `<= ${quantity(atMost, unit)}` : isMet === undefined ? '' : '<= official',
    remarks.filter((text) => text !== '').join('; '),
  ];
}

function quantity(value: number, unit: Summary['unit']): string {
  const isFine = unit === 's';
  const digits = { minimumFractionDigits: isFine ? 1 : 0, maximumFractionDigits: isFine ? 1 : 0 };
  return `${value.toLocaleString('en', digits)} ${unit}`;
}
