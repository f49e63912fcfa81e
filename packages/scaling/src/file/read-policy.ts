import {
  didYouMean,
  isObject,
  shapedValues,
  subjectOf,
  valueAt,
  type Diagnostics,
  type Document,
  type JsonObject,
  type Subject,
} from '@fargate-actions/documents';
import { checkPolicyName } from '../rules/names.ts';
import { checkPredictive } from '../rules/predictive.ts';
import { checkStepScaling } from '../rules/step-scaling.ts';
import { checkTargetTracking } from '../rules/target-tracking.ts';
import type { ScaledService } from '../scaled-service.ts';
import { noticeRawQueueDepth } from './backlog-per-task.ts';
import { CONFIGURATIONS, POLICY, READ_ONLY } from './file-shape.ts';
import { POLICY_TYPES, typeOf, withConfiguration } from './flat-policy.ts';
import { withoutIdentity } from './identity.ts';
import type { WantedPolicy } from './wanted.ts';

/** A policy as a file has it; `name` is absent where the file gives none. */
export type ReadPolicy = Omit<WantedPolicy, 'name'> & { readonly name: string | undefined };

/** Reads and checks a scaling policy. Undefined when it can't be told what it is, after an error. */
export function readPolicy(part: Document, service: ScaledService, diagnostics: Diagnostics): ReadPolicy | undefined {
  const own = part.withValue(withoutReadOnly(withoutIdentity(part, service, diagnostics)));
  const whole = withConfiguration(own, diagnostics);
  const given = isObject(whole.value) ? whole.value : {};
  const { policyName, ...cleaned } = shapedValues(
    whole,
    given,
    POLICY,
    { room: 'scaling', what: 'a scaling policy' },
    diagnostics,
  );
  const document = whole.withValue(cleaned);
  const subject = subjectOf(
    whole.withValue({ ...cleaned, ...(policyName !== undefined && { policyName }) }),
    diagnostics,
  );
  checkPolicyName(subject);
  const type = typeOf(cleaned);
  if (type === undefined) {
    reportNoType(subject, cleaned);
    return undefined;
  }
  const { field } = CONFIGURATIONS[type];
  checkConfigurations(subject, cleaned, type);
  if (subject.object([field])) checkOf(type)(subject, [field]);
  if (type === 'StepScaling') {
    subject.notice(
      [],
      'scaling/step-alarm',
      'A step policy does nothing by itself: it acts when a CloudWatch alarm names it among its actions.',
    );
  }
  noticeRawQueueDepth(document, diagnostics);
  return {
    name: typeof policyName === 'string' ? policyName : undefined,
    type,
    fields: { ...cleaned, policyType: type },
    document,
  };
}

function withoutReadOnly(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !READ_ONLY.has(name)));
}

function checkOf(type: WantedPolicy['type']): (subject: Subject, path: readonly string[]) => void {
  return {
    TargetTrackingScaling: checkTargetTracking,
    StepScaling: checkStepScaling,
    PredictiveScaling: checkPredictive,
  }[type];
}

function reportNoType(subject: Subject, fields: JsonObject): void {
  const type = fields['policyType'];
  // A word that is nearly one of them has been reported with the one that was meant.
  if (typeof type === 'string' && didYouMean(type, POLICY_TYPES) !== undefined) return;
  subject.error(
    type === undefined ? [] : ['policyType'],
    'scaling/policy-type',
    type === undefined
      ? 'This policy has neither a policyType nor the configuration of one.'
      : `policyType ${JSON.stringify(type)} is not known, and nothing can be said about such a policy.`,
    `There are: ${POLICY_TYPES.join(', ')}.`,
  );
}

/** A policy has the configuration of its type and no other. */
function checkConfigurations(subject: Subject, fields: JsonObject, type: WantedPolicy['type']): void {
  const { field } = CONFIGURATIONS[type];
  if (fields[field] === undefined) {
    subject.error(
      [],
      'scaling/configuration',
      `A policy of the type ${type} needs ${field}.`,
      `Add \`${field}:\` with its fields.`,
    );
  }
  for (const other of POLICY_TYPES.filter((candidate) => candidate !== type)) {
    const foreign = CONFIGURATIONS[other].field;
    if (fields[foreign] === undefined) continue;
    subject.error(
      [foreign],
      'scaling/configuration',
      `${foreign} does not belong to a policy of the type ${type}.`,
      `Take it out, or give it a policy of its own with \`policyType: ${other}\`.`,
    );
  }
}

/** What a policy scales by, in a word or two: part of its name. */
export function subjectOfPolicy({ type, fields }: Pick<WantedPolicy, 'type' | 'fields'>): string {
  if (type === 'StepScaling') return 'step';
  if (type === 'PredictiveScaling') return 'predictive';
  const path = [CONFIGURATIONS[type].field];
  const predefined = valueAt(fields, [...path, 'predefinedMetricSpecification', 'predefinedMetricType']);
  const metric = valueAt(fields, [...path, 'customizedMetricSpecification', 'metricName']);
  if (typeof predefined === 'string') return predefined;
  return typeof metric === 'string' ? metric : 'metric-math';
}
