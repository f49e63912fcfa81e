import type { Path, Subject } from '@fargate-actions/documents';
import { checkBounds } from './bounds.ts';

/** A policy has at most so many steps. Source: AWS's quotas for Application Auto Scaling. */
const MAX_STEPS = 20;

/** What AWS refuses of a step scaling policy. Source: API reference of Application Auto Scaling, StepAdjustment. */
export function checkStepScaling(subject: Subject, path: Path): void {
  const type = subject.text([...path, 'adjustmentType']);
  if (!subject.has([...path, 'adjustmentType'])) {
    subject.error(
      path,
      'scaling/adjustment-type',
      'Step scaling needs an `adjustmentType`.',
      'There are: ChangeInCapacity, PercentChangeInCapacity, ExactCapacity.',
    );
  }
  checkBounds(subject, [...path, 'cooldown'], [0, Infinity]);
  checkBounds(subject, [...path, 'minAdjustmentMagnitude'], [0, Infinity]);
  if (subject.has([...path, 'minAdjustmentMagnitude']) && type !== undefined && type !== 'PercentChangeInCapacity') {
    subject.error(
      [...path, 'minAdjustmentMagnitude'],
      'scaling/min-adjustment',
      `minAdjustmentMagnitude works with PercentChangeInCapacity alone, not with ${type}.`,
    );
  }
  checkSteps(subject, [...path, 'stepAdjustments'], type);
}

function checkSteps(subject: Subject, path: Path, type: string | undefined): void {
  const steps = subject.objects(path);
  if (steps.length === 0) {
    subject.error(path, 'scaling/steps', 'Step scaling needs `stepAdjustments`, at least one.');
    return;
  }
  if (steps.length > MAX_STEPS) {
    subject.error(path, 'scaling/steps', `A policy has at most ${MAX_STEPS} steps, and here are ${steps.length}.`);
  }
  for (const step of steps) {
    const adjustment = subject.number([...step.path, 'scalingAdjustment']);
    if (!subject.has([...step.path, 'scalingAdjustment'])) {
      subject.error(step.path, 'scaling/steps', 'A step needs a `scalingAdjustment`.');
    } else if (type === 'ExactCapacity' && adjustment !== undefined && adjustment < 0) {
      subject.error(
        [...step.path, 'scalingAdjustment'],
        'scaling/steps',
        `With ExactCapacity scalingAdjustment is a number of tasks, and here is ${adjustment}.`,
      );
    }
  }
  checkIntervals(subject, path);
}

interface Interval {
  readonly path: Path;
  readonly lower: number;
  readonly upper: number;
}

function checkIntervals(subject: Subject, path: Path): void {
  const report = (at: Path, message: string, hint?: string): void =>
    subject.error(at, 'scaling/step-intervals', message, hint);
  const intervals = subject.objects(path).map((step): Interval => ({
    path: step.path,
    lower: subject.number([...step.path, 'metricIntervalLowerBound']) ?? -Infinity,
    upper: subject.number([...step.path, 'metricIntervalUpperBound']) ?? Infinity,
  }));
  for (const { path: at, lower, upper } of intervals) {
    if (lower === -Infinity && upper === Infinity) {
      report(
        at,
        'A step needs metricIntervalLowerBound or metricIntervalUpperBound.',
        'Write `metricIntervalLowerBound: 0`.',
      );
    } else if (lower >= upper) report(at, `The lower bound ${lower} is not below the upper bound ${upper}.`);
  }
  // Of bounds in the wrong order nothing more can be said.
  if (intervals.some(({ lower, upper }) => lower >= upper)) return;
  const sorted = intervals.toSorted((a, b) => a.lower - b.lower);
  sorted.forEach((step, index) => {
    const before = sorted[index - 1];
    if (!before) return;
    if (step.lower < before.upper) report(step.path, `This step overlaps with the one up to ${before.upper}.`);
    else if (step.lower > before.upper) {
      report(step.path, `There is a gap from ${before.upper} to ${step.lower} before this step.`);
    }
  });
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first && first.lower < 0 && first.lower !== -Infinity) {
    report(
      first.path,
      'Of steps below the threshold the lowest has no lower bound.',
      'Take metricIntervalLowerBound out here.',
    );
  }
  if (last && last.upper > 0 && last.upper !== Infinity) {
    report(
      last.path,
      'Of steps above the threshold the highest has no upper bound.',
      'Take metricIntervalUpperBound out here.',
    );
  }
}
