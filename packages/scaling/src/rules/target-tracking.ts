import type { Path, Subject } from '@fargate-actions/documents';
import { checkBounds } from './bounds.ts';
import { PREDEFINED_METRICS } from '../file/file-shape.ts';
import { checkMetricMath } from './metric-math.ts';
import { checkResourceLabel } from './resource-label.ts';

/** What AWS refuses of a target tracking policy. Source: reference/ecs-facts.md, "Application Auto Scaling". */
export function checkTargetTracking(subject: Subject, path: Path): void {
  const target = subject.number([...path, 'targetValue']);
  if (!subject.has([...path, 'targetValue'])) {
    subject.error(path, 'scaling/target-value', 'Target tracking needs a `targetValue`.');
  } else if (target !== undefined && target <= 0) {
    subject.error([...path, 'targetValue'], 'scaling/target-value', `targetValue is above 0, and here is ${target}.`);
  }
  checkBounds(subject, [...path, 'scaleOutCooldown'], [0, Infinity]);
  checkBounds(subject, [...path, 'scaleInCooldown'], [0, Infinity]);
  const [predefined, customized] = [
    [...path, 'predefinedMetricSpecification'],
    [...path, 'customizedMetricSpecification'],
  ];
  if (subject.has(predefined) && subject.has(customized)) {
    subject.error(
      customized,
      'scaling/predefined-or-customized',
      'A policy tracks a predefined metric or a customized one, and here are both.',
      'Keep one of the two; a second metric needs a policy of its own.',
    );
  } else if (!subject.has(predefined) && !subject.has(customized)) {
    subject.error(
      path,
      'scaling/predefined-or-customized',
      'Target tracking needs a metric: predefinedMetricSpecification or customizedMetricSpecification.',
      'Add `predefinedMetricSpecification: { predefinedMetricType: ECSServiceAverageCPUUtilization }`.',
    );
  }
  if (subject.object(predefined)) checkPredefined(subject, predefined, target);
  if (subject.object(customized)) checkCustomized(subject, customized);
}

function checkPredefined(subject: Subject, path: Path, target: number | undefined): void {
  const type = subject.text([...path, 'predefinedMetricType']);
  if (!subject.has([...path, 'predefinedMetricType'])) {
    subject.error(
      path,
      'scaling/predefined-metric',
      'predefinedMetricSpecification needs `predefinedMetricType`.',
      `There are: ${PREDEFINED_METRICS.join(', ')}.`,
    );
  }
  if (type?.startsWith('ECSServiceAverage') && target !== undefined && target > 100) {
    subject.warning(
      path,
      'scaling/never-reached',
      `${type} is a percentage: it hardly ever reaches ${target}, and the service would not scale out.`,
    );
  }
  checkResourceLabel(subject, path, type, 'ALBRequestCountPerTarget');
}

function checkCustomized(subject: Subject, path: Path): void {
  const single = ['metricName', 'namespace', 'statistic', 'dimensions', 'unit'].filter((field) =>
    subject.has([...path, field]),
  );
  if (!subject.has([...path, 'metrics'])) {
    for (const field of ['metricName', 'namespace', 'statistic'].filter((field) => !single.includes(field))) {
      subject.error(path, 'scaling/metric', `A customized metric needs \`${field}\`, or \`metrics\` for metric math.`);
    }
    checkDimensions(subject, [...path, 'dimensions']);
    return;
  }
  const [first] = single;
  if (first !== undefined) {
    subject.error(
      [...path, first],
      'scaling/metric-or-math',
      `A customized metric is one metric or \`metrics\`, and here is ${first} beside \`metrics\`.`,
    );
  }
  checkMetricMath(subject, [...path, 'metrics']);
  for (const query of subject.objects([...path, 'metrics'])) {
    checkDimensions(subject, [...query.path, 'metricStat', 'metric', 'dimensions']);
  }
}

function checkDimensions(subject: Subject, path: Path): void {
  const dimensions = subject.objects(path);
  for (const dimension of dimensions) {
    for (const field of ['name', 'value'].filter((field) => !subject.has([...dimension.path, field]))) {
      subject.error(dimension.path, 'scaling/dimension', `A dimension needs \`${field}\`.`);
    }
  }
  if (dimensions.length > MAX_DIMENSIONS) {
    subject.error(
      path,
      'scaling/dimension',
      `A metric has at most ${MAX_DIMENSIONS} dimensions, and here are ${dimensions.length}.`,
    );
  }
}

/** Source: reference/ecs-facts.md, "CloudWatch, load balancer". */
const MAX_DIMENSIONS = 30;
