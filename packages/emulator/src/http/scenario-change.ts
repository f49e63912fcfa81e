import { parse, YAMLParseError } from 'yaml';

import type {
  AnswerFault,
  Behaviour,
  CallFault,
  FirstUse,
  Happening,
  ImageBehaviour,
  ImageScanOutcome,
  ScanFinding,
  ScanSeverity,
  ScanStatus,
  Scenario,
  ScenarioChange,
  Timings,
  Uncertain,
} from '../world/scenario.ts';
import { flag, list, map, number, object, oneOf, text, type Check, type Checks } from './checks.ts';
import { isRecord } from './json-shape.ts';

/** A scenario that can't be used, with all that is wrong with it. */
export class ScenarioError extends Error {
  constructor(problems: readonly string[]) {
    super(`The scenario can't be used: ${problems.join('; ')}.`);
    this.name = 'ScenarioError';
  }
}

/**
 * Reads a change of the scenario from YAML or JSON.
 *
 * @throws ScenarioError where it is neither, or has what a scenario does not have: a misspelt fault would never happen,
 *   and a test that waits for it would pass.
 */
export function scenarioChange(source: string): ScenarioChange {
  const change = parsed(source) ?? {};
  const problems = scenario(change, 'scenario');
  if (problems.length > 0) throw new ScenarioError(problems);
  return change;
}

function parsed(source: string): unknown {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new ScenarioError([error.message]);
    throw error;
  }
}

const behaviours: Readonly<Record<Behaviour, true>> = {
  healthy: true,
  crash: true,
  'crash-late': true,
  'pull-error': true,
  'secret-missing': true,
  'secret-denied': true,
  'log-group-missing': true,
  'unhealthy-container': true,
  'unhealthy-target': true,
  oom: true,
  slow: true,
  flaky: true,
  'no-capacity': true,
};

const happens: Readonly<Record<Happening['happens'], true>> = {
  'spot-interruption': true,
  retirement: true,
  'unhealthy-task': true,
  'task-exit': true,
  rebalancing: true,
  alarm: true,
  'alarm-ok': true,
  scale: true,
  update: true,
  delete: true,
  protect: true,
  'run-task': true,
  'stop-task': true,
  'second-service': true,
  'scalable-target': true,
  'default-strategy': true,
};

const image = {
  behaviour: oneOf(behaviours),
  exitCode: number,
  logs: list(text),
  afterSeconds: number,
  times: number,
  probability: number,
  reason: text,
  stopSeconds: number,
} satisfies Checks<ImageBehaviour>;

const answers: Readonly<Record<AnswerFault, true>> = {
  hang: true,
  half: true,
  slow: true,
  html: true,
  empty: true,
  null: true,
  list: true,
  'error-body': true,
  gzip: true,
  garbage: true,
  'same-page': true,
  'as-before': true,
};

const fault = {
  operation: text,
  error: text,
  message: text,
  httpStatus: number,
  times: number,
  probability: number,
  afterCalls: number,
  answer: oneOf(answers),
  seconds: number,
  effect: oneOf({ before: true, after: true }),
} satisfies Checks<CallFault>;

/** A fault without what goes wrong would be none. */
const aFault: Check = (value, path) => {
  const problems = object(fault, ['operation'])(value, path);
  const isNothing = isRecord(value) && value['error'] === undefined && value['answer'] === undefined;
  return isNothing ? [...problems, `${path} has neither error nor answer`] : problems;
};

const scanStatuses: Readonly<Record<ScanStatus, true>> = {
  ACTIVE: true,
  COMPLETE: true,
  FAILED: true,
  FINDINGS_UNAVAILABLE: true,
  IMAGE_ARCHIVED: true,
  IN_PROGRESS: true,
  LIMIT_EXCEEDED: true,
  PENDING: true,
  SCAN_ELIGIBILITY_EXPIRED: true,
  UNSUPPORTED_IMAGE: true,
};

const severities: Readonly<Record<ScanSeverity, true>> = {
  CRITICAL: true,
  HIGH: true,
  MEDIUM: true,
  LOW: true,
  INFORMATIONAL: true,
  UNDEFINED: true,
};

const finding = {
  name: text,
  severity: oneOf(severities),
  description: text,
  packageName: text,
  packageVersion: text,
  fixedInVersion: text,
} satisfies Checks<ScanFinding>;

const scan = {
  status: oneOf(scanStatuses),
  description: text,
  afterSeconds: number,
  findings: list(object(finding, ['name', 'severity'])),
} satisfies Checks<ImageScanOutcome>;

const happening = {
  atSeconds: number,
  happens: oneOf(happens),
  name: text,
  desiredCount: number,
  input: map(() => []),
  minutes: number,
  tasks: number,
} satisfies Checks<Happening>;

const timings = {
  provisioningSeconds: number,
  pendingSeconds: number,
  pullSeconds: number,
  startSeconds: number,
  steadySeconds: number,
  deprovisioningSeconds: number,
  placementSeconds: number,
  reactionSeconds: number,
  stoppedVisibleSeconds: number,
  exitSeconds: number,
  lifecyclePreviewSeconds: number,
  signatureSeconds: number,
  drainSeconds: number,
  jitter: number,
} satisfies Checks<Timings>;

const firstUse = {
  serviceLinkedRoleSeconds: number,
  serviceRoleSeconds: number,
  clusterSeconds: number,
  capacityProvidersSeconds: number,
  loadBalancerSeconds: number,
} satisfies Checks<FirstUse>;

const uncertain = {
  revisionEndsInDeployment: flag,
  rollbackShows: oneOf({ 'old id': true, 'new id': true, 'old deployment': true }),
  showsBakeStage: flag,
  ignoredAlarmsAre: oneOf({ DISABLED: true, MONITORING: true }),
  bakeSeconds: number,
} satisfies Checks<Uncertain>;

const scenario = object({
  images: map(object(image, ['behaviour'])),
  faults: list(aFault),
  scans: map(object(scan)),
  timings: object(timings),
  denied: list(text),
  tokensExpireAtSeconds: number,
  staleReadsSeconds: number,
  clockAheadSeconds: number,
  staleListsSeconds: number,
  staleReadsLag: flag,
  firstUse: object(firstUse),
  serviceLongArnFormat: oneOf({ enabled: true, disabled: true }),
  uncertain: object(uncertain),
  scalingLagSeconds: number,
  latencySeconds: list(number),
  happenings: list(object(happening, ['atSeconds', 'happens', 'name'])),
  limits: flag,
  pageSize: number,
} satisfies Checks<Scenario>);
