import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';
import { parsedPolicy, statementsOf } from './topic-policy-statement.ts';

/** Whether a topic's policy lets EventBridge publish to it, and else why not. */
export type PolicyVerdict = { readonly allows: true } | { readonly allows: false; readonly reason: string };

const EVENTS = 'events.amazonaws.com';
const PUBLISH = 'sns:publish';

/**
 * Whether a topic's policy lets EventBridge publish to it.
 *
 * EventBridge sends SNS nothing that a condition could look at: "You can't use Condition blocks in Amazon SNS topic policies
 * for EventBridge". So an Allow with a condition, the one of a new topic's own policy (`AWS:SourceOwner`) among them, does
 * not count, and a Deny with one counts unless it surely means somebody else.
 * Source: "Using resource-based policies for Amazon EventBridge" in its user guide, "Amazon SNS permissions".
 */
export function policyVerdict(policy: string | undefined, topicArn: string): PolicyVerdict {
  const about = statementsOf(parsedPolicy(policy))
    .filter(isObject)
    .filter((statement) => isAbout(statement, topicArn));
  const denial = about.find((statement) => statement['Effect'] === 'Deny' && mayMatch(statement['Condition']));
  if (denial) return { allows: false, reason: `${nameOf(denial)} denies it` };
  const allowing = about.filter(({ Effect }) => Effect === 'Allow');
  if (allowing.some(({ Condition }) => isUnconditional(Condition))) return { allows: true };
  const [conditional] = allowing;
  return {
    allows: false,
    reason: conditional
      ? `${nameOf(conditional)} has a condition (${keysOf(conditional['Condition'])}), and EventBridge never meets one`
      : 'no statement of its policy allows it',
  };
}

function isAbout(statement: JsonObject, topicArn: string): boolean {
  return (
    isForEvents(statement) &&
    matches(statement, 'Action', 'NotAction', PUBLISH, (text) => text.toLowerCase()) &&
    matches(statement, 'Resource', 'NotResource', topicArn, (text) => text)
  );
}

function isForEvents({ Principal, NotPrincipal }: JsonObject): boolean {
  if (NotPrincipal !== undefined) return !isEvents(NotPrincipal);
  return isEvents(Principal);
}

/** `*` and `{ AWS: "*" }` both mean everybody, services too. */
function isEvents(principal: Json | undefined): boolean {
  if (principal === '*') return true;
  if (!isObject(principal)) return false;
  return texts(principal['AWS']).includes('*') || texts(principal['Service']).some((name) => name === EVENTS);
}

function matches(
  statement: JsonObject,
  field: string,
  opposite: string,
  wanted: string,
  normal: (text: string) => string,
): boolean {
  const isMeant = (value: Json | undefined): boolean =>
    texts(value).some((pattern) => wildcard(normal(pattern)).test(wanted));
  const negated = statement[opposite];
  return negated === undefined ? isMeant(statement[field]) : !isMeant(negated);
}

/** `*` is any text and `?` any one character; all else is itself. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${parts.replaceAll(/\*+/g, '.*').replaceAll('?', '.')}$`, 's');
}

const isUnconditional = (condition: Json | undefined): boolean =>
  condition === undefined || (isObject(condition) && Object.keys(condition).length === 0);

/** Conditions that hold where the key is missing: those that negate, and those that say so. */
const HOLDS_WITHOUT_KEY = /Not|IfExists$|^Null$|^ForAllValues:/;

/** What is true of every call of an AWS service: a condition that it be false is about others. */
const TRUE_OF_SERVICES: ReadonlySet<string> = new Set(['aws:securetransport', 'aws:principalisawsservice']);

/** Whether a condition could hold for EventBridge, which sends next to none of the keys. */
function mayMatch(condition: Json | undefined): boolean {
  if (!isObject(condition)) return true;
  // All parts must hold: one that cannot is enough.
  return Object.entries(condition).every(([operator, keys]) => {
    const names = isObject(keys) ? Object.keys(keys).map((name) => name.toLowerCase()) : [];
    if (operator.startsWith('Bool') && names.some((name) => TRUE_OF_SERVICES.has(name))) return false;
    return HOLDS_WITHOUT_KEY.test(operator);
  });
}

function keysOf(condition: Json | undefined): string {
  const operators = isObject(condition) ? Object.values(condition) : [];
  return operators.flatMap((keys) => (isObject(keys) ? Object.keys(keys) : [])).join(', ');
}

const nameOf = ({ Sid }: JsonObject): string =>
  typeof Sid === 'string' ? `its statement ${JSON.stringify(Sid)}` : 'one of its statements';

/** A policy's value is one text or a list of them. */
function texts(value: Json | undefined): string[] {
  return (isList(value) ? value : [value]).filter((item) => typeof item === 'string');
}
