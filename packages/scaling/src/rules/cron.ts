/** One field of a cron expression. */
interface CronField {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
  /** Forms that only this field has. */
  readonly special?: RegExp;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Source: API reference of Application Auto Scaling, PutScheduledAction: six fields, separated by blanks. */
const FIELDS: readonly CronField[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31, special: /^(\?|L|LW|L-\d{1,2}|\d{1,2}W)$/ },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of week', least: 1, most: 7, words: DAYS, special: /^(\?|L|[1-7A-Z]{1,3}L|[1-7A-Z]{1,3}#[1-5])$/ },
  { name: 'year', least: 1970, most: 2199 },
];

/** What is wrong with the fields of a cron expression, and how to mend it; nothing when it is right. */
export function cronProblem(expression: string): { readonly message: string; readonly hint?: string } | undefined {
  const fields = expression.trim().split(/\s+/);
  if (fields.length === 5 && fields[0] !== '') {
    return {
      message:
        'Here are the five fields of Unix cron; AWS has six: minutes, hours, day of month, month, day of week, year.',
      hint: `Write \`cron(${withSixFields(fields)})\`; AWS counts the days of the week from 1, Sunday: better write MON-FRI.`,
    };
  }
  if (fields.length !== FIELDS.length) {
    return {
      message: `cron takes six fields (minutes, hours, day of month, month, day of week, year), and here are ${fields[0] === '' ? 0 : fields.length}.`,
      hint: 'Write `cron(0 20 ? * MON-FRI *)` for 20:00 on working days.',
    };
  }
  for (const [index, field] of FIELDS.entries()) {
    const text = fields[index] ?? '';
    if (!isField(text.toUpperCase(), field)) {
      return {
        message: `The ${field.name} field of a cron expression can't be ${JSON.stringify(text)}.`,
        hint: hintFor(field),
      };
    }
  }
  const unsaid = [fields[2], fields[4]].filter((text) => text === '?').length;
  if (unsaid !== 1) {
    return {
      message: `Exactly one of day of month and day of week must be \`?\`, and here ${unsaid === 0 ? 'is none' : 'are both'}.`,
      hint: 'Write `?` for the one that you do not mean: `cron(0 20 ? * MON-FRI *)`, `cron(0 20 1 * ? *)`.',
    };
  }
  return undefined;
}

function withSixFields([minutes, hours, dayOfMonth, month, dayOfWeek]: readonly string[]): string {
  return dayOfWeek === '*'
    ? [minutes, hours, dayOfMonth, month, '?', '*'].join(' ')
    : [minutes, hours, '?', month, dayOfWeek, '*'].join(' ');
}

function isField(text: string, field: CronField): boolean {
  if (field.special?.test(text)) return true;
  return text.split(',').every((part) => isPart(part, field));
}

/** A value, a range of two, or all of them; perhaps in steps: `5`, `1-5`, `0/15`, `MON-FRI`. */
function isPart(part: string, field: CronField): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-');
  return ends.length <= 2 && ends.every((end) => isValue(end, field));
}

function isValue(text: string, { least, most, words }: CronField): boolean {
  if (words?.includes(text)) return true;
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function hintFor({ least, most, words }: CronField): string {
  return `It takes ${least}-${most}${words ? ` or ${words[0] ?? ''}-${words.at(-1) ?? ''}` : ''}, lists, ranges and steps.`;
}
