import { Diagnostics, parseDocument, type Document } from '@fargate-actions/documents';
import { readScaling } from '../src/file/read-scaling.ts';
import type { WantedScaling } from '../src/file/wanted.ts';
import type { ScaledService } from '../src/scaled-service.ts';

/** The document of a file `scaling.yml`. */
export function aDocument(text: string, file = 'scaling.yml'): Document {
  const diagnostics = new Diagnostics();
  const document = parseDocument(text, file, diagnostics);
  if (!document) throw new Error(diagnostics.all.map(({ message }) => message).join('\n'));
  return document;
}

/** The worker of a stack `shop`, with other facts on top. */
export function aScaledService(facts: Partial<ScaledService> = {}): ScaledService {
  return {
    name: 'shop-worker',
    cluster: 'shop-prod',
    stack: 'shop',
    desiredCount: 2,
    maxCapacity: 10,
    targetGroups: [],
    isSingleton: false,
    at: { file: 'stack.yml', line: 5, column: 14 },
    ...facts,
  };
}

/** What was read of a file, and what was found in it. */
export interface Read {
  readonly scaling: WantedScaling | undefined;
  /** `severity rule file:line:column` of each finding. */
  readonly found: readonly string[];
  readonly diagnostics: Diagnostics;
}

/** Reads a scaling file of the worker. */
export function read(text: string, facts: Partial<ScaledService> = {}): Read {
  const diagnostics = new Diagnostics();
  const scaling = readScaling(aDocument(text), aScaledService(facts), diagnostics);
  return { scaling, found: placed(diagnostics), diagnostics };
}

/** Diagnostics as `severity rule file:line:column`. */
export function placed(diagnostics: Diagnostics): string[] {
  return diagnostics.all.map(({ severity, rule, at }) =>
    [severity, rule, at && `${at.file}:${at.line}:${at.column}`].filter(Boolean).join(' '),
  );
}

const policyOf =
  (type: string, field: string) =>
  (...lines: readonly string[]): string =>
    ['scalingPolicy:', `  policyType: ${type}`, `  ${field}:`, ...lines.map((line) => `    ${line}`), ''].join('\n');

/** The text of a target tracking policy whose configuration has these lines, from line 4, column 5. */
export const targetTracking = policyOf('TargetTrackingScaling', 'targetTrackingScalingPolicyConfiguration');

/** The text of a step scaling policy whose configuration has these lines, from line 4, column 5. */
export const stepScaling = policyOf('StepScaling', 'stepScalingPolicyConfiguration');

/** The text of a predictive policy whose configuration has these lines, from line 4, column 5. */
export const predictive = policyOf('PredictiveScaling', 'predictiveScalingPolicyConfiguration');

/** The text of metric math with these queries, from line 7, column 11. */
export const metricMath = (...queries: readonly string[]): string =>
  targetTracking(
    'targetValue: 10',
    'customizedMetricSpecification:',
    '  metrics:',
    ...queries.map((query) => `    - ${query}`),
  );

/** The text of a scheduled action with these lines, from line 2, column 3. */
export const scheduledAction = (...lines: readonly string[]): string =>
  ['scheduledAction:', ...lines.map((line) => `  ${line}`), ''].join('\n');

/** A predefined metric as one line of a configuration. */
export const CPU = 'predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }';

/** Said of every policy of such a form, right or wrong. */
const ALWAYS = ['scaling/step-alarm', 'scaling/flat-policy'];

/** What is wrong with a scaling file of the worker, as `severity rule line:column`. */
export function wrongIn(text: string): string[] {
  return read(text)
    .found.filter((finding) => !ALWAYS.some((rule) => finding.includes(rule)))
    .map((finding) => finding.replace('scaling.yml:', ''));
}
