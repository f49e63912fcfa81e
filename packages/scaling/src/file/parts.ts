import {
  didYouMean,
  inCamelCase,
  isList,
  isObject,
  partOf,
  placeUnder,
  type Diagnostics,
  type Document,
  type JsonObject,
  type Path,
} from '@fargate-actions/documents';
import { ACTION, CONFIGURATIONS, POLICY, TARGET } from './file-shape.ts';

/** What a scaling file is made of; every part knows where it stands. */
export interface Parts {
  readonly targets: readonly Document[];
  readonly policies: readonly Document[];
  readonly actions: readonly Document[];
  /** Each with the key `backlogPerTask`, and what stands beside it. */
  readonly backlogs: readonly Document[];
}

type Kind = keyof Parts;

/** The keys under which parts stand: one, or a list of them. */
const KEYS: Readonly<Record<string, Kind>> = {
  scalableTarget: 'targets',
  scalableTargets: 'targets',
  scalingPolicy: 'policies',
  scalingPolicies: 'policies',
  scheduledAction: 'actions',
  scheduledActions: 'actions',
  backlogPerTask: 'backlogs',
};

/** What is the file's own business, not a part. */
const BESIDE: ReadonlySet<string> = new Set(['nextToken']);

const FLAT_POLICY = Object.values(CONFIGURATIONS).flatMap(({ fields }) => Object.keys(fields));

/**
 * The parts of a scaling file: under `scalableTarget`, `scalingPolicy`, `scheduledAction`, `backlogPerTask`, one or a list
 * of each, as DescribeScalingPolicies answers them; or a file that is one of them itself, as the AWS CLI takes it.
 */
export function partsOf(file: Document, diagnostics: Diagnostics): Parts {
  const document = inCamelCase(file);
  const parts: Record<Kind, Document[]> = { targets: [], policies: [], actions: [], backlogs: [] };

  function add(path: Path, kind: Kind | undefined): void {
    const part = partOf(document, path);
    if (part === undefined || part.value === null) return;
    if (!isObject(part.value)) {
      diagnostics.error(part.at(), 'scaling/type', 'This must be a mapping of fields.', 'Write `field: value` lines.');
      return;
    }
    const known = kind === undefined || kind === 'policies' ? (kindOf(part.value) ?? kind) : kind;
    if (known === undefined) {
      diagnostics.error(
        part.at(),
        'scaling/unknown-part',
        'This is not a scalable target, a scaling policy or a scheduled action.',
        'Put it under `scalableTarget`, `scalingPolicy` or `scheduledAction`.',
      );
      return;
    }
    reportMisplaced(part, part.value, known);
    // The sugar stands for itself, or in a policy.
    parts[known].push(kind === 'backlogs' ? placeUnder(part, ['backlogPerTask']) : part);
  }

  /** A part in another part is indented too far: AWS would never see it, and what it stood for would look gone. */
  function reportMisplaced(part: Document, fields: JsonObject, kind: Kind): void {
    // The sugar may stand in the place of a policy's configuration.
    const isSugar = (key: string): boolean => key === 'backlogPerTask' && kind === 'backlogs';
    for (const key of Object.keys(fields).filter((key) => Object.hasOwn(KEYS, key) && !isSugar(key))) {
      diagnostics.error(
        part.keyAt([key]),
        'scaling/misplaced-part',
        `${key} stands inside of another part of the file, where nobody reads it.`,
        'Indent it less: it stands beside the others, at the beginning of its line.',
      );
    }
  }

  function addAll(path: Path, kind: Kind | undefined): void {
    const value = partOf(document, path)?.value;
    if (isList(value)) value.forEach((_, index) => add([...path, index], kind));
    else add(path, kind);
  }

  const root = document.value;
  const keys = isObject(root) ? Object.keys(root).filter((key) => !key.startsWith('_') && !BESIDE.has(key)) : [];
  if (!isObject(root) || !keys.some((key) => Object.hasOwn(KEYS, key))) {
    const typo = keys.map((key) => [key, didYouMean(key, Object.keys(KEYS))] as const).find(([, meant]) => meant);
    if (typo && isObject(root) && kindOf(root) === undefined) reportKey(typo[0]);
    else addAll([], undefined);
    return parts;
  }
  for (const key of keys) {
    if (Object.hasOwn(KEYS, key)) addAll([key], KEYS[key]);
    else reportKey(key);
  }
  return parts;

  function reportKey(key: string): void {
    const meant = didYouMean(key, Object.keys(KEYS));
    diagnostics.error(
      document.keyAt([key]),
      'scaling/unknown-key',
      `${key} is nothing that a scaling file has.`,
      LIMITS.has(key)
        ? `It is of the target: \`scalableTarget: { minCapacity: 2, maxCapacity: 10 }\`.`
        : meant
          ? `Did you mean ${meant}?`
          : `There are: ${Object.keys(KEYS).join(', ')}.`,
    );
  }
}

/** What people write beside the policy, as stack.yml has it. */
const LIMITS: ReadonlySet<string> = new Set(['minCapacity', 'maxCapacity']);

/** What an object is by the fields that only one kind has. */
function kindOf(value: JsonObject): Kind | undefined {
  const has = (names: readonly string[]): boolean => names.some((name) => value[name] !== undefined);
  const own = (fields: object): string[] => Object.keys(fields).filter((name) => !SHARED.has(name));
  if (has(['backlogPerTask'])) return 'backlogs';
  if (has(own(ACTION))) return 'actions';
  if (has([...own(POLICY), ...FLAT_POLICY])) return 'policies';
  if (has(own(TARGET))) return 'targets';
  return undefined;
}

const SHARED: ReadonlySet<string> = new Set(['serviceNamespace', 'resourceId', 'scalableDimension']);
