import { describe, expect, test } from '@jest/globals';
import { anAlarm, composite, many, placedIn, readAlarms } from '../../../test/alarm-files.ts';

describe('composite alarms', () => {
  test.each([
    {
      name: 'a rule without a function',
      text: composite('alarmRule: shop-api-cpu'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'a parenthesis that is open',
      text: composite('alarmRule: (ALARM(a) AND OK(b)'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'a quote that is open',
      text: composite("alarmRule: 'ALARM(\"a)'"),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'two without an operator',
      text: composite('alarmRule: ALARM(a) ALARM(b)'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'a name with a blank',
      text: composite('alarmRule: ALARM(a b)'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'a state that there is not',
      text: composite('alarmRule: ERROR(a)'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'at least none',
      text: composite('alarmRule: AT_LEAST(0, ALARM, (a, b))'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'itself',
      text: composite('alarmRule: ALARM(shop-down)'),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'each other',
      text: ['- { alarmName: one, alarmRule: ALARM(two) }', '- { alarmName: two, alarmRule: ALARM(one) }'].join('\n'),
      found: ['error alarms/cycle 1:32', 'error alarms/cycle 2:32'],
    },
    {
      name: '101 alarms',
      text: composite(`alarmRule: ${many(101, (n) => `ALARM(a${n})`).join(' OR ')}`),
      found: ['error alarms/alarm-rule 2:14'],
    },
    {
      name: 'a metric as well',
      text: composite('alarmRule: ALARM(a)', 'metricName: CPUUtilization'),
      found: ['error alarms/composite 3:15'],
    },
    {
      name: 'a suppressor without its times',
      text: composite('alarmRule: ALARM(a)', 'actionsSuppressor: deploying'),
      found: ['error alarms/suppressor 3:22', 'error alarms/suppressor 3:22'],
    },
    {
      name: 'times without a suppressor',
      text: composite('alarmRule: ALARM(a)', 'actionsSuppressorWaitPeriod: 60'),
      found: ['error alarms/suppressor 3:32'],
    },
    {
      name: 'an action of EC2',
      text: composite('alarmRule: ALARM(a)', 'alarmActions: ["arn:aws:automate:eu-central-1:ec2:stop"]'),
      found: ['error alarms/actions 3:18'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('actions', () => {
  test.each([
    {
      name: 'six of them',
      text: anAlarm('metricName: CPUUtilization', 'alarmActions: [a, b, c, d, e, f]'),
      found: ['error alarms/actions 4:17'],
    },
    {
      name: 'one twice',
      text: anAlarm('metricName: CPUUtilization', 'okActions: [ops, ops]'),
      found: ['error alarms/actions 4:20'],
    },
    {
      name: 'an action that is a number',
      text: anAlarm('metricName: CPUUtilization', 'okActions: [5]'),
      found: ['error alarms/type 4:15'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});
