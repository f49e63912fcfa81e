import { matchesPattern } from '../../../world/pattern.ts';
import type { Topic } from '../model.ts';
import { topicPolicy, type PolicyStatement } from './topic-policy.ts';

/** What a service says of itself when it publishes, by condition key in lower case: `aws:sourcearn`. */
export type PublishContext = Readonly<Record<string, string>>;

/**
 * Whether a topic's policy lets an AWS service publish: some statement must allow it, and none deny it.
 *
 * Source: IAM's guide, "Policy evaluation logic".
 */
export function mayPublish({ arn, policy }: Topic, service: string, context: PublishContext): boolean {
  const about = topicPolicy(policy).statements.filter(
    (statement) =>
      isFor(statement, service) &&
      statement.actions.some((action) => matchesPattern(action.toLowerCase(), 'sns:publish')) &&
      statement.resources.some((resource) => matchesPattern(resource, arn)) &&
      allHold(statement, context),
  );
  return about.some(({ effect }) => effect === 'Allow') && !about.some(({ effect }) => effect === 'Deny');
}

/** `*` and `{"AWS": "*"}` are everybody, AWS's services among them. */
function isFor({ principals }: PolicyStatement, service: string): boolean {
  if (principals === '*') return true;
  const { AWS: accounts = [], Service: services = [] } = principals;
  return accounts.includes('*') || services.includes(service);
}

/** What can't be looked at here is taken for the worse: it holds where it denies, and does not where it allows. */
function allHold({ conditions, effect }: PolicyStatement, context: PublishContext): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(
      ([key, wanted]) => holds(operator, context[key.toLowerCase()], wanted) ?? effect === 'Deny',
    ),
  );
}

/**
 * Whether a condition holds; undefined for an operator that is not known here.
 *
 * A key that is not sent meets only what negates, and what ends in `IfExists`.
 * Source: IAM's guide, "IAM JSON policy elements: Condition operators".
 */
function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean | undefined {
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  const known = /^(?:(String|Arn)(Not)?(Equals|Like)|Bool)(?:IfExists)?$/.exec(operator);
  if (!known) return undefined;
  const [, type, negation, name] = known;
  if (value === undefined) return negation !== undefined || operator.endsWith('IfExists');
  // The two operators on ARNs do the same. Source: the same page, "ARN condition operators".
  const hasWildcards = name === 'Like' || type === 'Arn';
  const isOne = wanted.some((one) => (hasWildcards ? matchesPattern(one, value) : one === value));
  return isOne !== (negation !== undefined);
}
