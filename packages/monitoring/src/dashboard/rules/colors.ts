import type { Part } from './part.ts';

const HEXADECIMAL = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;

/** Checks the colour of a line or an annotation. Source: "Rendering properties object format". */
export function checkColor(part: Part): void {
  const color = part.field('color');
  if (typeof color !== 'string' || HEXADECIMAL.test(color)) return;
  part.error(['color'], 'color', `${part.name} has the colour ${JSON.stringify(color)}.`, "Write '#1f77b4'.");
}
