import { matchesPattern } from '../pattern.ts';
import type { Topic } from '../surroundings.ts';
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

function allHold({ conditions }: PolicyStatement, context: PublishContext): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, context[key.toLowerCase()], wanted)),
  );
}

/**
 * Whether a condition holds. One that it does not know holds in no statement.
 *
 * A key that is not sent meets only what negates, and what ends in `IfExists`.
 * Source: IAM's guide, "IAM JSON policy elements: Condition operators".
 */
function holds(operator: string, value: string | undefined, wanted: readonly string[]): boolean {
  const [, negation, name = ''] = /^(?:String|Arn)(Not)?(Equals|Like)(?:IfExists)?$/.exec(operator) ?? [];
  if (operator === 'Null') return wanted.includes(String(value === undefined));
  if (value === undefined) return negation !== undefined || operator.endsWith('IfExists');
  // The two operators on ARNs do the same. Source: the same page, "ARN condition operators".
  const hasWildcards = name === 'Like' || operator.startsWith('Arn');
  const isOne = wanted.some((one) => (hasWildcards ? matchesPattern(one, value) : one === value));
  return name !== '' && isOne !== (negation !== undefined);
}
