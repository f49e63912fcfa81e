import type { MetricPush } from '../services/cloudwatch/behaviour/metrics.ts';
import { anyNumber, flag, list, map, number, object, text, type Checks } from './checks.ts';

/** What can't be pushed, with all that is wrong with it. */
export class PushError extends Error {
  constructor(problems: readonly string[]) {
    super(`These metrics can't be pushed: ${problems.join('; ')}.`);
    this.name = 'PushError';
  }
}

const push = {
  namespace: text,
  name: text,
  dimensions: map(text),
  value: anyNumber,
  values: list(anyNumber),
  at: number,
  unit: text,
  isHighResolution: flag,
} satisfies Checks<MetricPush>;

const pushes = list(object(push, ['namespace', 'name']));

/** Reads a list of values for metrics from JSON. Throws a PushError where it is none. */
export function pushedMetrics(source: string): readonly MetricPush[] {
  const given = parsed(source);
  const problems = pushes(given, 'metrics');
  if (problems.length > 0) throw new PushError(problems);
  // The checks have just looked at every member.
  return given as readonly MetricPush[];
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new PushError(['the body is no JSON']);
  }
}
