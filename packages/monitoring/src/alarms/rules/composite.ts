import type { Subject } from '@fargate-actions/documents';
import { METRIC_ALARM, COMPOSITE_ALARM } from '../file/file-shape.ts';
import type { Alarm } from '../fill/alarm.ts';
import { alarmNameOf, parseAlarmRule } from './alarm-rule.ts';

/** Source: the SDK's documentation of PutCompositeAlarm, and botocore's model of it. */
const MAX_ALARMS = 100;
const MAX_ELEMENTS = 500;
const LONGEST_RULE = 10_240;

const METRIC_ONLY = Object.keys(METRIC_ALARM).filter((name) => !Object.hasOwn(COMPOSITE_ALARM, name));

/** A composite alarm has a rule that can be read, and nothing of a metric alarm. */
export function checkComposite(subject: Subject): void {
  for (const field of METRIC_ONLY.filter((field) => subject.has([field]))) {
    subject.error(
      [field],
      'alarms/composite',
      `${field} is of metric alarms: a composite alarm has an alarmRule instead.`,
      'Take it out, or give it an alarm of its own.',
    );
  }
  checkRule(subject);
  const suppression = ['actionsSuppressorWaitPeriod', 'actionsSuppressorExtensionPeriod'];
  const isSuppressed = subject.has(['actionsSuppressor']);
  for (const field of suppression.filter((field) => subject.has([field]) !== isSuppressed)) {
    subject.error(
      isSuppressed ? ['actionsSuppressor'] : [field],
      'alarms/suppressor',
      isSuppressed ? `actionsSuppressor needs \`${field}\`, in seconds.` : `${field} needs \`actionsSuppressor\`.`,
      isSuppressed ? `Add \`${field}: 60\`.` : 'Name the alarm that suppresses the actions, or take it out.',
    );
  }
}

function checkRule(subject: Subject): void {
  const text = subject.text(['alarmRule']);
  if (text === undefined) return;
  const report = (message: string, hint?: string): void => {
    subject.error(['alarmRule'], 'alarms/alarm-rule', message, hint);
  };
  if (text.length > LONGEST_RULE)
    report(`alarmRule has at most ${LONGEST_RULE} characters, and here are ${text.length}.`);
  const rule = parseAlarmRule(text);
  if (rule.kind === 'wrong') {
    report(`The alarmRule can't be read: ${rule.why}.`, 'Write `ALARM("one") AND NOT ALARM("another")`, for example.');
    return;
  }
  const own = subject.text(['alarmName']);
  if (rule.alarms.some((name) => alarmNameOf(name) === own)) report('The alarmRule names the alarm itself.');
  if (rule.alarms.length > MAX_ALARMS) {
    report(`An alarmRule names at most ${MAX_ALARMS} alarms, and here are ${rule.alarms.length}.`);
  }
  if (rule.elements > MAX_ELEMENTS) {
    report(`An alarmRule has at most ${MAX_ELEMENTS} elements, and here are ${rule.elements}.`);
  }
}

/** The alarms that a composite alarm rests on, by name: those of its rule, and the one that suppresses its actions. */
export function alarmsBelow({ type, fields }: Pick<Alarm, 'type' | 'fields'>): { field: string; name: string }[] {
  if (type !== 'CompositeAlarm') return [];
  const { alarmRule, actionsSuppressor } = fields;
  const rule = typeof alarmRule === 'string' ? parseAlarmRule(alarmRule) : undefined;
  const named = rule?.kind === 'rule' ? rule.alarms : [];
  return [
    ...named.map((name) => ({ field: 'alarmRule', name: alarmNameOf(name) })),
    ...(typeof actionsSuppressor === 'string'
      ? [{ field: 'actionsSuppressor', name: alarmNameOf(actionsSuppressor) }]
      : []),
  ];
}
