import {
  Diagnostics,
  Document,
  isList,
  isObject,
  parseDocument,
  shapedValues,
  unwrapped,
  unwrappedText,
  type Json,
  type JsonObject,
} from '@fargate-actions/documents';
import { checkRules } from './check-rules.ts';
import { checkRule, RuleReader } from './check-rule.ts';
import { ACTIONS, COUNT_TYPES, POLICY_SHAPE, STORAGE_CLASSES, TAG_STATUSES } from './policy-shape.ts';
import type { LifecyclePolicy, LifecycleRule } from './policy.ts';

/** Source: ECR API reference, PutLifecyclePolicy. */
const LONGEST_TEXT = 30_720;
/** Source: reference/ecs-facts.md, "ECR". */
const MOST_RULES = 50;

/**
 * Reads and checks the file of a lifecycle policy; undefined when it has an error.
 *
 * Source: reference/ecs-facts.md, "ECR"; ECR user guide, "Lifecycle policy properties" and "evaluation rules".
 */
export function readLifecyclePolicy(document: Document, diagnostics: Diagnostics): LifecyclePolicy | undefined {
  const found = new Diagnostics();
  const policy = read(withoutWrapper(document, found), found);
  found.all.forEach((diagnostic) => diagnostics.add(diagnostic));
  return found.hasErrors ? undefined : policy;
}

/** Reads a policy that ECR gave; undefined where it says what this version does not understand. */
export function parseLifecyclePolicy(text: string): LifecyclePolicy | undefined {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, 'the repository’s lifecycle policy', diagnostics);
  return document && readLifecyclePolicy(document, diagnostics);
}

/** The keys under which AWS's CLI answers and takes a policy: as an object in some files, as a text in ECR's own. */
const WRAPPERS = ['lifecyclePolicyText', 'LifecyclePolicyText', 'lifecyclePolicy', 'policyText'];

function withoutWrapper(document: Document, diagnostics: Diagnostics): Document {
  const inner = unwrapped(document, WRAPPERS);
  if (inner !== document) return inner;
  const text = unwrappedText(document, WRAPPERS);
  if (!text || text.inner) return text?.inner ?? document;
  diagnostics.error(
    document.at([text.key]),
    'lifecycle/text',
    `${text.key} must be a lifecycle policy as JSON text.`,
    'Write `{"rules": [...]}`.',
  );
  return document;
}

function read(document: Document, diagnostics: Diagnostics): LifecyclePolicy | undefined {
  if (!isObject(document.value)) {
    diagnostics.error(
      document.at(),
      'lifecycle/not-an-object',
      'A lifecycle policy is a mapping with a list of `rules`, and here is a list.',
      'Write `rules:` before it.',
    );
    return undefined;
  }
  const words = { room: 'lifecycle', what: 'a lifecycle policy' };
  const value = shapedValues(document, document.value, POLICY_SHAPE, words, diagnostics);
  if (diagnostics.hasErrors) return undefined;
  const rules = isList(value['rules']) ? value['rules'] : [];
  if (rules.length === 0 || rules.length > MOST_RULES) {
    diagnostics.error(
      value['rules'] === undefined ? document.at() : document.at(['rules']),
      'lifecycle/rules',
      `A lifecycle policy must have 1 to ${MOST_RULES} \`rules\`; found ${rules.length}.`,
    );
    return undefined;
  }
  const readers = rules.map((rule, index) => new RuleReader(rule, ['rules', index], document, diagnostics));
  readers.forEach(checkRule);
  checkRules(readers);
  const text = JSON.stringify(value, undefined, 2);
  if (text.length > LONGEST_TEXT) {
    diagnostics.error(
      document.at(),
      'lifecycle/length',
      `The lifecycle policy has ${text.length} characters, and ECR takes ${LONGEST_TEXT}.`,
      'Shorten the descriptions.',
    );
  }
  return { rules: rules.flatMap(lifecycleRule).sort((a, b) => a.rulePriority - b.rulePriority), text };
}

/** The rule, or none where it has a word that is not known: what it does can't be told. */
function lifecycleRule(rule: Json): LifecycleRule[] {
  const { rulePriority, description, selection, action } = isObject(rule) ? rule : {};
  const chosen: JsonObject = isObject(selection) ? selection : {};
  const tagStatus = TAG_STATUSES.find((word) => word === chosen['tagStatus']);
  const countType = COUNT_TYPES.find((word) => word === chosen['countType']);
  const storageClass = STORAGE_CLASSES.find((word) => word === (chosen['storageClass'] ?? 'standard'));
  const type = ACTIONS.find((word) => isObject(action) && word === action['type']);
  const { countNumber } = chosen;
  if (!tagStatus || !countType || !storageClass || !type) return [];
  if (typeof rulePriority !== 'number' || typeof countNumber !== 'number') return [];
  return [
    {
      rulePriority,
      ...(typeof description === 'string' && { description }),
      tagStatus,
      tagPatterns: [
        ...textsOf(chosen['tagPatternList']),
        ...textsOf(chosen['tagPrefixList']).map((text) => `${text}*`),
      ],
      storageClass,
      countType,
      countNumber,
      action: type,
    },
  ];
}

function textsOf(value: Json | undefined): string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}
