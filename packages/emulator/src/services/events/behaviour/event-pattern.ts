import { isList, isObject, memberOf, type Json, type JsonObject } from '../../../world/json.ts';
import { matchOf, PatternError, type ValueMatch } from './value-match.ts';

/** Whether an event, or a part of one, is what a pattern describes. */
export type EventMatch = (event: Json | undefined) => boolean;

/**
 * What a rule's pattern matches.
 *
 * Every member that the pattern names must match: a list where one of its values does, an object where all of its
 * members do. A list in the event matches where one of its items does.
 * Source: EventBridge's guide, "Amazon EventBridge event patterns".
 *
 * @param text JSON, as PutRule takes it.
 * @throws PatternError for what EventBridge refuses.
 */
export function eventMatch(text: string): EventMatch {
  const pattern = parsed(text);
  if (!isObject(pattern)) throw new PatternError('Filter is not an object');
  return objectMatch(pattern);
}

function parsed(text: string): Json {
  try {
    // What JSON.parse gives of a text is JSON.
    return JSON.parse(text) as Json;
  } catch {
    throw new PatternError('Unexpected character or end of input: the pattern is no JSON');
  }
}

function objectMatch(pattern: JsonObject): EventMatch {
  const members = Object.entries(pattern).map(([name, value]): EventMatch => {
    if (name === '$or') return orMatch(value);
    const matches = memberMatch(name, value);
    return (event) => matches(memberOf(event, name));
  });
  if (members.length === 0) throw new PatternError('Empty objects are not allowed');
  return (event) => {
    if (isList(event)) return event.some((item) => members.every((matches) => matches(item)));
    return members.every((matches) => matches(event));
  };
}

function orMatch(alternatives: Json): EventMatch {
  if (!isList(alternatives) || alternatives.length < 2 || !alternatives.every(isObject))
    throw new PatternError('"$or" must be a list of at least two objects');
  const matches = alternatives.map(objectMatch);
  return (event) => matches.some((alternative) => alternative(event));
}

function memberMatch(name: string, value: Json): EventMatch {
  if (isObject(value)) return objectMatch(value);
  if (!isList(value)) throw new PatternError(`"${name}" must be an object or an array`);
  if (value.length === 0) throw new PatternError('Empty arrays are not allowed');
  return leafMatch(value.map(matchOf));
}

/** An absent value is looked at as well: `{"exists": false}` matches it. */
function leafMatch(matches: readonly ValueMatch[]): EventMatch {
  return (value) => {
    const values = isList(value) ? value : [value];
    return values.some((one) => matches.some((match) => match(one)));
  };
}
