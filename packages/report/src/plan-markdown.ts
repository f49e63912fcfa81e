import { addressText, type Plan, type PlannedResource, type Report } from '@fargate-actions/engine';
import { fields, type Field } from './fields.ts';
import { blocks, code, escapeMarkdown, folded, prose, table } from './markdown-text.ts';
import { planSentence, shown, SYMBOLS } from './plan-sentence.ts';
import { pairText, valueText } from './value-text.ts';
import { counted } from './wording.ts';

/** How much of a value a cell shows, in the overview and in the table of the fields. */
const VALUE_CHARACTERS = { inBrief: 72, inFull: 300 };

/**
 * A plan as Markdown for a job summary or a pull request: outcome first, the fields folded.
 *
 * @param words where it is shown for something else than a deploy to come.
 */
export function planMarkdown(
  plan: Plan<Report>,
  words: { readonly headline: string; readonly column: string } = {
    headline: planSentence(plan).replace(/\.$/, ''),
    column: 'what changes',
  },
): string {
  const resources = shown(plan);
  return blocks(
    `## ${escapeMarkdown(words.headline)}`,
    table(
      ['', 'resource', words.column],
      resources.map((resource) => [
        SYMBOLS[resource.changes.action],
        code(addressText(resource.address)),
        inBrief(resource),
      ]),
    ),
    fieldsMarkdown('What changes, field by field', resources),
  );
}

/** Every changed field of the resources, folded. Empty when none changes. */
export function fieldsMarkdown(title: string, resources: readonly PlannedResource<Report>[]): string {
  const tables = shown({ resources }).map(({ address, changes: { action, differences } }) => {
    const all = fields(differences);
    const rows =
      action === 'create'
        ? table(
            ['field', 'value'],
            all.map(({ path, to }) => [escapeMarkdown(path), code(valueText(to, VALUE_CHARACTERS.inFull))]),
          )
        : table(['field', 'from', 'to'], all.map(fieldRow));
    return rows === '' ? '' : blocks(`**${escapeMarkdown(addressText(address))}**`, rows);
  });
  return folded(title, blocks(...tables));
}

/** Cells enough to see what it is about; the rest is in the table of the fields. */
const FIELDS_IN_BRIEF = 3;

function inBrief({ changes }: PlannedResource<Report>): string {
  const note = changes.note === undefined ? [] : [prose(changes.note)];
  if (changes.action === 'create') return ['is created', ...note].join('; ');
  if (changes.action === 'delete') return 'is deleted';
  const all = fields(changes.differences);
  const brief = all.slice(0, FIELDS_IN_BRIEF).map((field) => {
    const { from, to } = pairText(field.from, field.to, VALUE_CHARACTERS.inBrief);
    return `${escapeMarkdown(field.path)}: ${code(from)} → ${code(to)}`;
  });
  const rest = all.length - brief.length;
  return [...brief, ...(rest > 0 ? [`and ${counted(rest, 'more field')}`] : []), ...note].join('<br>');
}

function fieldRow(field: Field): string[] {
  const { from, to } = pairText(field.from, field.to, VALUE_CHARACTERS.inFull);
  return [escapeMarkdown(field.path), code(from), code(to)];
}
