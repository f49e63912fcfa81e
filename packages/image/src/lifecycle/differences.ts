import { isList, isObject, parseDocument, Diagnostics, type Json, type JsonObject } from '@fargate-actions/documents';
import { differences, type Difference } from '@fargate-actions/engine';

/**
 * The fields in which a policy differs from another by meaning.
 *
 * The order of keys, rules and tag lists, and white space, mean nothing; rules are the same by their priority.
 *
 * @param found the text that ECR has.
 * @param wanted the text of the file.
 */
export function policyDifferences(found: string | undefined, wanted: string): Difference[] {
  const before = found === undefined ? undefined : byPriority(parsed(found));
  return differences(before, byPriority(parsed(wanted)), {
    absent: 'default',
    defaults: Object.fromEntries(
      priorities(found, wanted).map((priority) => [`rule ${priority}.selection.storageClass`, 'standard']),
    ),
    unordered: new Set(
      priorities(found, wanted).flatMap((priority) =>
        ['tagPatternList', 'tagPrefixList'].map((name) => `rule ${priority}.selection.${name}`),
      ),
    ),
  });
}

/** What is no JSON differs from everything. */
function parsed(text: string): Json {
  return parseDocument(text, 'lifecycle policy', new Diagnostics())?.value ?? {};
}

/** The policy with its rules by name, `rule 1`, in the place of their list. */
function byPriority(policy: Json): JsonObject {
  const { rules, ...others } = isObject(policy) ? policy : {};
  const named = rulesOf(rules).map((rule) => [`rule ${JSON.stringify(rule['rulePriority'])}`, rule] as const);
  return { ...others, ...Object.fromEntries(named) };
}

function priorities(...texts: (string | undefined)[]): string[] {
  return texts.flatMap((text) => {
    const policy = parsed(text ?? '{}');
    return rulesOf(isObject(policy) ? policy['rules'] : undefined).map((rule) => JSON.stringify(rule['rulePriority']));
  });
}

function rulesOf(rules: Json | undefined): JsonObject[] {
  return isList(rules) ? rules.filter(isObject) : [];
}
