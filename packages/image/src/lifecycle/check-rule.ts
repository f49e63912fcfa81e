import { isList, valueAt, type Diagnostics, type Document, type Json, type Path } from '@fargate-actions/documents';

/** Source: ECR user guide, "Lifecycle policy properties". */
const MOST_WILDCARDS = 4;
const FEWEST_DAYS_ARCHIVED = 90;

/** A rule of the file, whose values are of their kinds, and where to report what is wrong in it. */
export class RuleReader {
  readonly #rule: Json;
  readonly #path: Path;
  readonly #document: Document;
  readonly #diagnostics: Diagnostics;

  constructor(rule: Json, path: Path, document: Document, diagnostics: Diagnostics) {
    this.#rule = rule;
    this.#path = path;
    this.#document = document;
    this.#diagnostics = diagnostics;
  }

  value(...path: Path): Json | undefined {
    return valueAt(this.#rule, path);
  }

  text(...path: Path): string | undefined {
    const value = this.value(...path);
    return typeof value === 'string' ? value : undefined;
  }

  number(...path: Path): number | undefined {
    const value = this.value(...path);
    return typeof value === 'number' ? value : undefined;
  }

  texts(...path: Path): string[] {
    const value = this.value(...path);
    return isList(value) ? value.filter((item) => typeof item === 'string') : [];
  }

  /** Reports an error at a value of the rule, or at the nearest that there is around it. */
  error(path: Path, rule: string, message: string, hint?: string): void {
    this.#diagnostics.error(this.#document.at([...this.#path, ...path]), `lifecycle/${rule}`, message, hint);
  }

  warning(path: Path, rule: string, message: string, hint?: string): void {
    this.#diagnostics.warning(this.#document.at([...this.#path, ...path]), `lifecycle/${rule}`, message, hint);
  }
}

/** Reports what is wrong in one rule of a lifecycle policy. */
export function checkRule(rule: RuleReader): void {
  checkPresence(rule);
  checkTags(rule);
  checkCount(rule);
  checkStorage(rule);
}

function checkPresence(rule: RuleReader): void {
  const required: Path[] = [
    ['rulePriority'],
    ['selection', 'tagStatus'],
    ['selection', 'countType'],
    ['selection', 'countNumber'],
    ['action', 'type'],
  ];
  for (const path of required) {
    if (rule.value(...path) !== undefined) continue;
    rule.error(path, 'missing', `This rule has no \`${path.join('.')}\`.`, EXAMPLES[path.at(-1) ?? '']);
  }
  const priority = rule.number('rulePriority') ?? 1;
  if (priority < 1) {
    rule.error(['rulePriority'], 'priority', `rulePriority is 1 or more, and here is ${priority}.`);
  }
}

const EXAMPLES: Readonly<Record<string, string>> = {
  rulePriority: 'Give each rule a number of its own; the lowest is applied first.',
  tagStatus: 'Write `tagStatus: any`, `tagged` or `untagged`.',
  countType: 'Write `countType: imageCountMoreThan`, or `sinceImagePushed` with `countUnit: days`.',
  countNumber: 'Write how many images to keep, or days.',
  type: 'Write `action: { type: expire }`.',
};

function checkTags(rule: RuleReader): void {
  const lists = ['tagPatternList', 'tagPrefixList'].filter((name) => rule.value('selection', name) !== undefined);
  const status = rule.text('selection', 'tagStatus');
  if (status === 'untagged' || status === 'any') {
    for (const name of lists) {
      rule.error(
        ['selection', name],
        'tags',
        `${name} goes with \`tagStatus: tagged\` only, and here it is ${status}.`,
        `Take ${name} out, or write \`tagStatus: tagged\`.`,
      );
    }
    return;
  }
  if (status !== 'tagged') return;
  if (lists.length === 2) {
    rule.error(
      ['selection', 'tagPrefixList'],
      'tags',
      'A rule has a tagPatternList or a tagPrefixList, not both.',
      'Write each prefix as a pattern that ends with `*`.',
    );
  }
  const texts = lists.flatMap((name) => rule.texts('selection', name));
  if (texts.length === 0) {
    rule.error(
      ['selection', lists[0] ?? 'tagStatus'],
      'tags',
      '`tagStatus: tagged` needs a tagPatternList or a tagPrefixList with at least one text.',
      'Write `tagPatternList: ["release-*"]`, or `["*"]` for whatever tag.',
    );
  }
  for (const name of lists) checkTexts(rule, name);
}

function checkTexts(rule: RuleReader, name: string): void {
  for (const [index, text] of rule.texts('selection', name).entries()) {
    const path = ['selection', name, index];
    const wildcards = text.split('*').length - 1;
    if (text === '') rule.error(path, 'tags', `${name} has an empty text.`, 'Take it out.');
    else if (name === 'tagPrefixList' && wildcards > 0) {
      rule.error(
        path,
        'tags',
        `${JSON.stringify(text)} is a prefix: ECR looks for the asterisk itself, which no tag has.`,
        'Write it into a tagPatternList, or leave the asterisk out.',
      );
    } else if (wildcards > MOST_WILDCARDS) {
      rule.error(
        path,
        'tags',
        `${JSON.stringify(text)} has ${wildcards} asterisks, and ECR takes ${MOST_WILDCARDS} in a pattern.`,
      );
    }
  }
}

function checkCount(rule: RuleReader): void {
  const type = rule.text('selection', 'countType');
  const number = rule.number('selection', 'countNumber') ?? 1;
  const unit = rule.value('selection', 'countUnit');
  if (number < 1) {
    rule.error(['selection', 'countNumber'], 'count', `countNumber is 1 or more, and here is ${number}.`);
  }
  if (type === 'imageCountMoreThan' && unit !== undefined) {
    rule.error(
      ['selection', 'countUnit'],
      'count',
      'countUnit goes with the count types of days only; imageCountMoreThan counts images.',
      'Take countUnit out, or write `countType: sinceImagePushed`.',
    );
  }
  if (type?.startsWith('since') && unit === undefined) {
    rule.error(['selection', 'countType'], 'count', `${type} needs a countUnit.`, 'Write `countUnit: days`.');
  }
}

/** What goes with the archive: which count types, which actions, and for how long. */
function checkStorage(rule: RuleReader): void {
  const type = rule.text('selection', 'countType');
  const action = rule.text('action', 'type');
  const storage = rule.text('selection', 'storageClass') ?? 'standard';
  const target = rule.text('action', 'targetStorageClass');
  if (action === 'transition' && target === undefined) {
    rule.error(
      ['action'],
      'action',
      'A transition needs a targetStorageClass.',
      'Write `action: { type: transition, targetStorageClass: archive }`.',
    );
  }
  if (action === 'expire' && target !== undefined) {
    rule.error(['action', 'targetStorageClass'], 'action', 'targetStorageClass goes with `type: transition` only.');
  }
  if (type === 'sinceImagePulled' && action === 'expire') {
    rule.error(
      ['action', 'type'],
      'action',
      'ECR does not expire images by sinceImagePulled, it only archives them.',
      'Write `action: { type: transition, targetStorageClass: archive }`, and expire them by sinceImageTransitioned.',
    );
  }
  if (type === 'sinceImageTransitioned') checkArchived(rule, action, storage);
  else if (type !== undefined && storage === 'archive') {
    rule.error(
      ['selection', 'storageClass'],
      'storage',
      `${type} selects images of the storage class standard only.`,
      'Take storageClass out, or count by sinceImageTransitioned.',
    );
  }
}

function checkArchived(rule: RuleReader, action: string | undefined, storage: string): void {
  if (storage !== 'archive') {
    rule.error(
      ['selection', 'countType'],
      'storage',
      'sinceImageTransitioned counts the days of images in the archive.',
      'Write `storageClass: archive` beside it.',
    );
  }
  if (action === 'transition') {
    rule.error(['action', 'type'], 'action', 'Images in the archive can only expire.', 'Write `type: expire`.');
  }
  const days = rule.number('selection', 'countNumber') ?? FEWEST_DAYS_ARCHIVED;
  if (days >= 1 && days < FEWEST_DAYS_ARCHIVED) {
    rule.error(
      ['selection', 'countNumber'],
      'count',
      `Images stay in the archive for ${FEWEST_DAYS_ARCHIVED} days at least, and here is ${days}.`,
    );
  }
}
