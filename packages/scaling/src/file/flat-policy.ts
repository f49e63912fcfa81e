import type { PolicyType } from '@aws-sdk/client-application-auto-scaling';
import {
  didYouMean,
  isObject,
  partOf,
  replacePart,
  type Diagnostics,
  type Document,
  type JsonObject,
} from '@fargate-actions/documents';
import { CONFIGURATIONS, POLICY } from './file-shape.ts';

/** The types of policies, in the order in which they are tried. */
export const POLICY_TYPES: readonly PolicyType[] = ['TargetTrackingScaling', 'StepScaling', 'PredictiveScaling'];

/**
 * A policy with its configuration where AWS wants it: fields of a configuration that stand beside `policyType`, as in the
 * seed's worker, are put into it.
 */
export function withConfiguration(policy: Document, diagnostics: Diagnostics): Document {
  const value = isObject(policy.value) ? policy.value : {};
  const type = typeOf(value);
  if (type === undefined) return policy;
  const { field, fields } = CONFIGURATIONS[type];
  const flat = Object.keys(value).filter(
    (name) => Object.hasOwn(fields, name) || isMeantFor(name, Object.keys(fields)),
  );
  const [first] = flat;
  if (first === undefined) return policy;
  diagnostics.notice(
    policy.keyAt([first]),
    'scaling/flat-policy',
    `${flat.join(', ')} ${flat.length === 1 ? 'belongs' : 'belong'} into ${field}, and ${flat.length === 1 ? 'is' : 'are'} put there.`,
  );
  const moved = flat.reduce((document, name) => {
    const part = partOf(policy, [name]);
    if (!part) return document;
    if (isObject(value[field]) && value[field][name] !== undefined) {
      diagnostics.error(
        policy.keyAt([name]),
        'scaling/twice',
        `${name} stands both here and in ${field}.`,
        'Keep one of the two.',
      );
      return document;
    }
    return replacePart(document, [field, name], part);
  }, policy);
  const kept = Object.entries(moved.value as JsonObject).filter(([name]) => !flat.includes(name));
  return moved.withValue(Object.fromEntries(kept));
}

/** Whether a field that no policy has is one of these, mistyped: among them it is told which one was meant. */
function isMeantFor(name: string, fields: readonly string[]): boolean {
  return !Object.hasOwn(POLICY, name) && !name.startsWith('_') && didYouMean(name, fields) !== undefined;
}

/** The type that a policy says it has, else the one whose configuration it has; undefined when nothing tells. */
export function typeOf(value: JsonObject): PolicyType | undefined {
  const said = POLICY_TYPES.find((type) => type === value['policyType']);
  if (said) return said;
  return (
    POLICY_TYPES.find((type) => value[CONFIGURATIONS[type].field] !== undefined) ??
    POLICY_TYPES.find((type) => Object.keys(CONFIGURATIONS[type].fields).some((name) => value[name] !== undefined))
  );
}
