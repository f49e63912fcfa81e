import type { AlarmState } from '../model.ts';
import type { AlarmPoints } from './alarm-points.ts';
import { text } from './queries.ts';
import type { AlarmRules } from './verdict.ts';

interface Threshold {
  readonly ComparisonOperator?: string | undefined;
  readonly Threshold?: number | undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

/**
 * Why an alarm has its state, in CloudWatch's words.
 *
 * Source: the examples of CloudWatch's user guide, "Alarm events and EventBridge".
 */
export function stateReason(
  state: AlarmState,
  { periods, values }: AlarmPoints,
  rules: AlarmRules,
  { ComparisonOperator, Threshold }: Threshold,
): string {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, isBreaching } = rules;
  const real = values
    .map((value, place) => ({ value, at: periods.from + place * periods.periodSeconds * 1000 }))
    .flatMap(({ value, at }) => (value === undefined ? [] : [{ value, at }]))
    .slice(-evaluationPeriods)
    .reverse();
  const missing = evaluationPeriods - real.length;
  if (state === 'INSUFFICIENT_DATA') return `Insufficient Data: ${counted(missing, 'datapoint')} unknown.`;
  const treated = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  const isTreated = missing > 0 && ['breaching', 'notBreaching'].includes(treatMissingData);
  if (real.length === 0)
    return (
      `Threshold Crossed: no datapoints were received for ${missing} ${missing === 1 ? 'period' : 'periods'} and ` +
      `${missing} missing ${missing === 1 ? 'datapoint was' : 'datapoints were'} treated as [${treated}].`
    );
  const shown = real.filter(({ value }) => isBreaching(value) === (state === 'ALARM'));
  const transition =
    state === 'ALARM'
      ? `(minimum ${datapointsToAlarm} ${datapointsToAlarm === 1 ? 'datapoint' : 'datapoints'} for OK -> ALARM transition)`
      : `(minimum ${evaluationPeriods - datapointsToAlarm + 1} ${evaluationPeriods === datapointsToAlarm ? 'datapoint' : 'datapoints'} for ALARM -> OK transition)`;
  return (
    `Threshold Crossed: ${shown.length} out of the last ${evaluationPeriods} datapoints ` +
    `[${shown.map(({ value, at }) => `${decimal(value)} (${moment(at)})`).join(', ')}] ` +
    `${shown.length === 1 ? 'was' : 'were'} ${state === 'ALARM' ? '' : 'not '}${WORDS[text(ComparisonOperator)] ?? ''} ` +
    `the threshold (${decimal(Threshold ?? 0)})${isTreated ? ` and ${counted(missing, 'missing datapoint')} treated as [${treated}]` : ''} ${transition}.`
  );
}

const counted = (count: number, noun: string): string => (count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`);

const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** `08/11/22 11:25:00`: day, month, year. */
function moment(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().slice(2, 19).split('T');
  return `${date.split('-').reverse().join('/')} ${time}`;
}
