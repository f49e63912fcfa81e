import { parse, YAMLParseError } from 'yaml';

import type {
  Behaviour,
  CallFault,
  Happening,
  ImageBehaviour,
  Scenario,
  ScenarioChange,
  Timings,
} from '../world/scenario.ts';
import { flag, list, map, number, object, oneOf, text, type Checks } from './checks.ts';

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
  alarm: true,
  'alarm-ok': true,
  scale: true,
  update: true,
  delete: true,
  protect: true,
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

const fault = {
  operation: text,
  error: text,
  message: text,
  httpStatus: number,
  times: number,
  probability: number,
  afterCalls: number,
  effect: oneOf({ before: true, after: true }),
} satisfies Checks<CallFault>;

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
  drainSeconds: number,
  jitter: number,
} satisfies Checks<Timings>;

const scenario = object({
  images: map(object(image, ['behaviour'])),
  faults: list(object(fault, ['operation', 'error'])),
  timings: object(timings),
  denied: list(text),
  tokensExpireAtSeconds: number,
  staleReadsSeconds: number,
  latencySeconds: list(number),
  happenings: list(object(happening, ['atSeconds', 'happens', 'name'])),
  limits: flag,
  pageSize: number,
} satisfies Checks<Scenario>);
