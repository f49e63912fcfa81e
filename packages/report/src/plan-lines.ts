import { addressText, type Plan, type PlannedResource, type Report } from '@fargate-actions/engine';
import { fields, type Field } from './fields.ts';
import { logLines } from './log-text.ts';
import { planSentence, shown, SYMBOLS } from './plan-sentence.ts';
import { pairText, valueText } from './value-text.ts';

/** How much of a value a line shows, of one that stands alone and of two side by side. */
const VALUE_CHARACTERS = { alone: 110, eachOfTwo: 72 };

/** A plan as log lines: what changes, field by field, in the order in which it will be applied. */
export function planLines(plan: Plan<Report>): string[] {
  const lines = shown(plan).flatMap(({ address, changes }) => {
    const rows = fields(changes.differences).map((field) => [field.path, changeText(field, changes.action)] as const);
    const head = `${SYMBOLS[changes.action]} ${addressText(address)}`;
    const note = changes.note === undefined ? '' : `  (${changes.note})`;
    const [only] = rows;
    if (only && rows.length === 1) return [`${head}  ${only[0]}  ${only[1]}${note}`];
    const width = Math.min(LONGEST_PATH, Math.max(0, ...rows.map(([path]) => path.length)));
    return [`${head}${note}`, ...rows.map(([path, change]) => `    ${path.padEnd(width)}  ${change}`)];
  });
  return [planSentence(plan), ...lines].map((line) => logLines(line).join(' '));
}

/** Beyond this the values of a resource are not lined up: a single long path would push them all out of sight. */
const LONGEST_PATH = 60;

function changeText(field: Field, action: PlannedResource['changes']['action']): string {
  if (action === 'create' && field.from === undefined) return valueText(field.to, VALUE_CHARACTERS.alone);
  const { from, to } = pairText(field.from, field.to, VALUE_CHARACTERS.eachOfTwo);
  // Equal only where what differs is hidden.
  return from === to ? `${to} (changed)` : `${from} -> ${to}`;
}
