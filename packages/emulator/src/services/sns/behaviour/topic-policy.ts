import { isList, isObject, type Json, type JsonObject } from '../../../world/json.ts';

/** A topic's access policy, with everything that may be one or many as a list. */
export interface TopicPolicy {
  readonly version: Json | undefined;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly sid?: Json;
  readonly effect: 'Allow' | 'Deny';
  /** `{"Service": ["events.amazonaws.com"]}`; `*` for everybody. */
  readonly principals: '*' | Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By operator, by key: `{"StringEquals": {"aws:SourceAccount": ["123456789012"]}}`. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy that says nothing that could be evaluated. */
export class PolicyError extends Error {}

/** What a policy's text says. Throws PolicyError for what is no policy. */
export function topicPolicy(text: string): TopicPolicy {
  const policy = parsed(text);
  if (!isObject(policy)) throw new PolicyError('the policy is no JSON object');
  const statements = asList(policy['Statement']);
  return { version: policy['Version'], statements: statements.map(statementOf) };
}

function parsed(text: string): Json {
  try {
    // What JSON.parse gives of a text is JSON.
    return JSON.parse(text) as Json;
  } catch {
    throw new PolicyError('the policy is no JSON');
  }
}

function statementOf(given: Json): PolicyStatement {
  if (!isObject(given)) throw new PolicyError('a statement is no object');
  const { Sid: sid, Effect: effect, Principal: principal } = given;
  if (effect !== 'Allow' && effect !== 'Deny') throw new PolicyError('Effect is neither Allow nor Deny');
  return {
    ...(sid !== undefined && { sid }),
    effect,
    principals: principal === '*' ? '*' : byName(principal),
    actions: texts(given['Action']),
    resources: texts(given['Resource']),
    conditions: Object.fromEntries(
      Object.entries(isObject(given['Condition']) ? given['Condition'] : {}).map(([operator, keys]) => [
        operator,
        byName(keys),
      ]),
    ),
  };
}

function byName(given: Json | undefined): Readonly<Record<string, readonly string[]>> {
  if (!isObject(given)) throw new PolicyError('an object is missing');
  return Object.fromEntries(Object.entries<JsonObject[string]>(given).map(([name, value]) => [name, texts(value)]));
}

function texts(given: Json | undefined): string[] {
  const list = asList(given);
  if (list.length === 0) throw new PolicyError('a value is missing');
  return list.map((value) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new PolicyError('a value is no text');
  });
}

const asList = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : isList(value) ? value : [value];
