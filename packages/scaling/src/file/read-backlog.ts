import {
  didYouMean,
  isObject,
  partOf,
  replacePart,
  shapedValues,
  subjectOf,
  type Diagnostics,
  type Document,
  type JsonObject,
} from '@fargate-actions/documents';
import { checkPolicyName } from '../rules/names.ts';
import type { ScaledService } from '../scaled-service.ts';
import { backlogPolicy } from './backlog-per-task.ts';
import { BACKLOG_PER_TASK, READ_ONLY } from './file-shape.ts';
import { withoutIdentity } from './identity.ts';
import type { ReadPolicy } from './read-policy.ts';

/** What may stand beside the sugar as well as in it: what else a target tracking policy has, and means the same. */
const BESIDE = ['policyName', 'scaleOutCooldown', 'scaleInCooldown', 'disableScaleIn'];

/**
 * Reads a policy whose metric is `backlogPerTask`. Undefined after an error.
 *
 * @param part has the key `backlogPerTask`, and perhaps others.
 * @param minCapacity of the service's target.
 */
export function readBacklog(
  part: Document,
  service: ScaledService,
  minCapacity: number | undefined,
  diagnostics: Diagnostics,
): ReadPolicy | undefined {
  const sugar = partOf(part, ['backlogPerTask']);
  if (!sugar || !isObject(sugar.value)) {
    diagnostics.error(
      part.at(['backlogPerTask']),
      'scaling/type',
      'backlogPerTask must be a mapping of fields.',
      'Write `backlogPerTask: { queue: my-queue, acceptableLatencySeconds: 60, secondsPerMessage: 0.5 }`.',
    );
    return undefined;
  }
  const whole = withWhatStandsBeside(sugar, part, service, diagnostics);
  const given = knownFields(whole, diagnostics);
  const words = { room: 'scaling', what: 'backlogPerTask' };
  const { policyName, ...shaped } = shapedValues(whole, given, BACKLOG_PER_TASK, words, diagnostics);
  checkPolicyName(
    subjectOf(whole.withValue({ ...shaped, ...(policyName !== undefined && { policyName }) }), diagnostics),
  );
  const document = whole.withValue(shaped);
  const policy = backlogPolicy(document, service, minCapacity, diagnostics);
  return (
    policy && {
      ...policy,
      name: typeof policyName === 'string' ? policyName : undefined,
      type: 'TargetTrackingScaling',
      // What the sugar stands for stands where the sugar does.
      document: document.withValue(policy.fields),
    }
  );
}

function withWhatStandsBeside(
  sugar: Document,
  part: Document,
  service: ScaledService,
  diagnostics: Diagnostics,
): Document {
  const fields = Object.entries(withoutIdentity(part, service, diagnostics)).filter(
    ([name, value]) =>
      name !== 'backlogPerTask' && !name.startsWith('_') && !READ_ONLY.has(name) && value !== null && value !== '',
  );
  return fields.reduce((document, [name, value]) => {
    if (name === 'policyType' && value === 'TargetTrackingScaling') return document;
    const field = partOf(part, [name]);
    if (field && BESIDE.includes(name)) {
      if (!isObject(document.value) || document.value[name] === undefined) return replacePart(document, [name], field);
      diagnostics.error(
        part.keyAt([name]),
        'scaling/twice',
        `${name} stands both here and in backlogPerTask.`,
        'Keep one of the two.',
      );
      return document;
    }
    diagnostics.error(
      part.keyAt([name]),
      'scaling/backlog-per-task',
      `${name} has no meaning beside backlogPerTask, which makes a target tracking policy with a metric and a target of its own.`,
      fixFor(name, BESIDE),
    );
    return document;
  }, sugar);
}

/** The sugar's own fields: it is not AWS's, so nobody would take others. */
function knownFields(sugar: Document, diagnostics: Diagnostics): JsonObject {
  const fields = Object.entries(isObject(sugar.value) ? sugar.value : {}).filter(([name]) => !name.startsWith('_'));
  const isKnown = (name: string): boolean => Object.hasOwn(BACKLOG_PER_TASK, name);
  for (const [name] of fields.filter(([name]) => !isKnown(name))) {
    diagnostics.error(
      sugar.keyAt([name]),
      'scaling/unknown-field',
      `${name} is not a field of backlogPerTask.`,
      fixFor(name, Object.keys(BACKLOG_PER_TASK)),
    );
  }
  return Object.fromEntries(fields.filter(([name]) => isKnown(name)));
}

function fixFor(name: string, known: readonly string[]): string {
  const meant = didYouMean(name, known);
  return meant === undefined ? `There may be: ${known.join(', ')}.` : `Did you mean ${meant}?`;
}
