import type { RuleReader } from './check-rule.ts';

/**
 * Reports what is wrong between the rules of a lifecycle policy.
 *
 * Storage classes are worlds of their own: `any` is last, and `untagged` alone, within one.
 */
export function checkRules(rules: readonly RuleReader[]): void {
  rules.forEach((rule, index) => {
    const before = rules.slice(0, index);
    const sameClass = before.filter((other) => storageOf(other) === storageOf(rule));
    checkPriority(rule, before);
    checkStatus(rule, sameClass);
    checkTexts(rule, sameClass);
  });
  checkAnyIsLast(rules);
}

function checkPriority(rule: RuleReader, before: readonly RuleReader[]): void {
  const priority = rule.number('rulePriority');
  if (priority === undefined || !before.some((other) => other.number('rulePriority') === priority)) return;
  rule.error(
    ['rulePriority'],
    'priority',
    `rulePriority ${priority} is used by two rules.`,
    'Give each rule a number of its own; the lowest is applied first.',
  );
}

function checkStatus(rule: RuleReader, before: readonly RuleReader[]): void {
  const status = statusOf(rule);
  if (status !== 'untagged' && status !== 'any') return;
  if (!before.some((other) => statusOf(other) === status)) return;
  rule.error(
    ['selection', 'tagStatus'],
    'tags',
    `Another rule selects \`tagStatus: ${status}\`, too, and ECR takes one.`,
    'Make one rule of them.',
  );
}

function checkTexts(rule: RuleReader, before: readonly RuleReader[]): void {
  for (const name of ['tagPatternList', 'tagPrefixList']) {
    const texts = textKey(rule, name);
    if (texts === '[]' || !before.some((other) => textKey(other, name) === texts)) continue;
    const message = `Another rule has the same ${name}, and the first of them has all the images.`;
    const hint = 'Make one rule of them.';
    // ECR's guide forbids it for prefixes, and says nothing of patterns.
    if (name === 'tagPrefixList') rule.error(['selection', name], 'tags', message, hint);
    else rule.warning(['selection', name], 'tags', message, hint);
  }
}

function checkAnyIsLast(rules: readonly RuleReader[]): void {
  for (const rule of rules.filter((rule) => statusOf(rule) === 'any')) {
    const priority = rule.number('rulePriority') ?? Infinity;
    const behind = rules.filter(
      (other) => storageOf(other) === storageOf(rule) && (other.number('rulePriority') ?? 0) > priority,
    );
    if (behind.length === 0) continue;
    const highest = Math.max(...behind.map((other) => other.number('rulePriority') ?? 0));
    rule.error(
      ['rulePriority'],
      'priority',
      `The rule with \`tagStatus: any\` has the rulePriority ${priority}, and another has ${highest}: it must be the last.`,
      `Write \`rulePriority: ${highest + 1}\`.`,
    );
  }
}

function statusOf(rule: RuleReader): string | undefined {
  return rule.text('selection', 'tagStatus');
}

function storageOf(rule: RuleReader): string {
  return rule.text('selection', 'storageClass') ?? 'standard';
}

function textKey(rule: RuleReader, name: string): string {
  return JSON.stringify(rule.texts('selection', name).sort());
}
