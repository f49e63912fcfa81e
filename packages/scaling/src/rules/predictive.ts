import type { Path, Subject } from '@fargate-actions/documents';
import { checkBounds } from './bounds.ts';
import { checkMetricMath } from './metric-math.ts';
import { checkResourceLabel } from './resource-label.ts';

/** The forecast interval: scheduling ahead by it or more is refused. Source: API reference, PredictiveScalingPolicyConfiguration. */
const MAX_BUFFER_SECONDS = 3599;

const PAIR = 'predefinedMetricPairSpecification';
const SCALING = ['predefinedScalingMetricSpecification', 'customizedScalingMetricSpecification'];
const LOAD = ['predefinedLoadMetricSpecification', 'customizedLoadMetricSpecification'];

/** What AWS refuses of a predictive scaling policy. Source: API reference of Application Auto Scaling. */
export function checkPredictive(subject: Subject, path: Path): void {
  const specifications = subject.objects([...path, 'metricSpecifications']);
  if (specifications.length !== 1) {
    subject.error(
      [...path, 'metricSpecifications'],
      'scaling/predictive-metrics',
      `A predictive policy has exactly one item in metricSpecifications, and here are ${specifications.length}.`,
    );
  }
  for (const specification of specifications) checkSpecification(subject, specification.path);
  checkBounds(subject, [...path, 'schedulingBufferTime'], [0, MAX_BUFFER_SECONDS]);
  checkBounds(subject, [...path, 'maxCapacityBuffer'], [0, 100]);
  const increases = subject.text([...path, 'maxCapacityBreachBehavior']) === 'IncreaseMaxCapacity';
  if (increases !== subject.has([...path, 'maxCapacityBuffer'])) {
    subject.error(
      increases ? [...path, 'maxCapacityBreachBehavior'] : [...path, 'maxCapacityBuffer'],
      'scaling/max-capacity-buffer',
      increases
        ? 'IncreaseMaxCapacity needs a `maxCapacityBuffer`, in percent.'
        : 'maxCapacityBuffer works with `maxCapacityBreachBehavior: IncreaseMaxCapacity` alone.',
    );
  }
}

function checkSpecification(subject: Subject, path: Path): void {
  const given = (fields: readonly string[]): string[] => fields.filter((field) => subject.has([...path, field]));
  const [pair, scaling, load] = [given([PAIR]), given(SCALING), given(LOAD)];
  if (!subject.has([...path, 'targetValue'])) {
    subject.error(path, 'scaling/target-value', 'A metric specification needs a `targetValue`.');
  }
  const isPair = pair.length === 1 && scaling.length + load.length === 0;
  const isTwo = pair.length === 0 && scaling.length === 1 && load.length === 1;
  if (!isPair && !isTwo) {
    subject.error(
      path,
      'scaling/predictive-metrics',
      'A predictive policy needs a metric pair, or one scaling metric and one load metric.',
      'Write `predefinedMetricPairSpecification: { predefinedMetricType: ECSServiceCPUUtilization }`.',
    );
  }
  for (const field of given([PAIR, ...SCALING, ...LOAD, 'customizedCapacityMetricSpecification'])) {
    if (field.startsWith('customized')) checkMetricMath(subject, [...path, field, 'metricDataQueries']);
    else {
      const type = subject.text([...path, field, 'predefinedMetricType']);
      checkResourceLabel(subject, [...path, field], type, 'the metrics of a load balancer');
    }
  }
}
