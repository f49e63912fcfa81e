import { Fault } from '../../../fault.ts';

/** A rule of a lifecycle policy. Source: reference/ecs-facts.md, "ECR". */
export interface LifecycleRule {
  readonly rulePriority: number;
  readonly selection: LifecycleSelection;
  readonly action: { readonly type: 'expire' | 'transition' };
}

export interface LifecycleSelection {
  readonly tagStatus: 'tagged' | 'untagged' | 'any';
  readonly tagPrefixList?: readonly string[];
  readonly tagPatternList?: readonly string[];
  readonly countType: 'imageCountMoreThan' | 'sinceImagePushed' | 'sinceImagePulled' | 'sinceImageTransitioned';
  readonly countNumber: number;
}

/**
 * The rules of a policy, by priority.
 *
 * @throws Fault InvalidParameterException that says what is wrong with it, in the words that ECR was seen to use.
 */
export function lifecycleRules(text: string): LifecycleRule[] {
  const rules = rulesIn(text).map((rule, index) => ruleOf(rule, `rules[${String(index)}]`));
  if (rules.length < 1 || rules.length > MOST_RULES) throw wrong(`array has ${String(rules.length)} items`);
  rules.sort((one, other) => one.rulePriority - other.rulePriority);
  if (new Set(rules.map(({ rulePriority }) => rulePriority)).size < rules.length)
    throw wrong('Rules must have unique rulePriority');
  const untagged = rules.filter(({ selection }) => selection.tagStatus === 'untagged');
  if (untagged.length > 1) throw wrong('Only one rule can select Untagged images per storage class');
  if (rules.slice(0, -1).some(({ selection }) => selection.tagStatus === 'any'))
    throw wrong('Rule for tagStatus=ANY must have the lowest priority per storage class');
  return rules;
}

const MOST_RULES = 50;

const SELECTION_MEMBERS = new Set([
  'tagStatus',
  'tagPrefixList',
  'tagPatternList',
  'storageClass',
  'countType',
  'countUnit',
  'countNumber',
]);
const COUNT_TYPES = ['imageCountMoreThan', 'sinceImagePushed', 'sinceImagePulled', 'sinceImageTransitioned'] as const;
const TAG_STATUSES = ['tagged', 'untagged', 'any'] as const;
const ACTIONS = ['expire', 'transition'] as const;

function rulesIn(text: string): unknown[] {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw wrong('Could not map policyString into LifecyclePolicy.');
  }
  const rules = isRecord(policy) ? policy['rules'] : undefined;
  if (!Array.isArray(rules)) throw wrong('object has missing required properties (["rules"])');
  return rules;
}

function ruleOf(rule: unknown, path: string): LifecycleRule {
  if (!isRecord(rule) || !isRecord(rule['selection']) || !isRecord(rule['action']))
    throw wrong(`object has missing required properties (["action","rulePriority","selection"]) at ${path}`);
  const { rulePriority, selection, action } = rule;
  if (!isCount(rulePriority)) throw wrong(`rulePriority must be an integer of at least 1 at ${path}`);
  return {
    rulePriority,
    selection: selectionOf(selection, `${path}.selection`),
    action: { type: oneOf(ACTIONS, action['type'], `${path}.action.type`) },
  };
}

function selectionOf(selection: Readonly<Record<string, unknown>>, path: string): LifecycleSelection {
  const unknown = Object.keys(selection).filter((name) => !SELECTION_MEMBERS.has(name));
  if (unknown.length > 0)
    throw wrong(`object instance has properties which are not allowed by the schema: ${JSON.stringify(unknown)}`);
  const { countNumber, countUnit } = selection;
  const countType = oneOf(COUNT_TYPES, selection['countType'], `${path}.countType`);
  if (!isCount(countNumber)) throw wrong(`countNumber must be an integer of at least 1 at ${path}`);
  if (countType === 'imageCountMoreThan' ? countUnit !== undefined : countUnit !== 'days')
    throw wrong('instance failed to match exactly one schema (matched 0 out of 2)');
  const tagStatus = oneOf(TAG_STATUSES, selection['tagStatus'], `${path}.tagStatus`);
  const tagPrefixList = textsIn(selection['tagPrefixList'], `${path}.tagPrefixList`);
  const tagPatternList = textsIn(selection['tagPatternList'], `${path}.tagPatternList`);
  const hasTags = tagPrefixList !== undefined || tagPatternList !== undefined;
  if (tagStatus === 'tagged' && !hasTags)
    throw wrong('Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.');
  if (tagStatus === 'tagged' && tagPrefixList && tagPatternList)
    throw wrong('Must specify only one of tagPrefixList and tagPatternList when tagStatus=TAGGED.');
  if (tagStatus !== 'tagged' && hasTags)
    throw wrong(`Must not specify tagPrefixList or tagPatternList when tagStatus=${tagStatus.toUpperCase()}.`);
  if (tagPatternList?.some((pattern) => pattern.split('*').length > 5))
    throw wrong('A tag pattern can contain at most 4 wildcards.');
  return {
    tagStatus,
    countType,
    countNumber,
    ...(tagPrefixList && { tagPrefixList }),
    ...(tagPatternList && { tagPatternList }),
  };
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1;

function oneOf<Value extends string>(known: readonly Value[], value: unknown, path: string): Value {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined)
    throw wrong(
      `instance value (${JSON.stringify(value)}) not found in enum (possible values: ${JSON.stringify(known)}) at ${path}`,
    );
  return found;
}

function textsIn(value: unknown, path: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) return value;
  throw wrong(`instance is no array of at least one string at ${path}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (why: string): Fault =>
  new Fault(
    'InvalidParameterException',
    `Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle policy validation failure: ${why}'`,
  );
