import { describe, expect, test } from '@jest/globals';
import { anAlarm, placedIn, readAlarms } from '../../../test/alarm-files.ts';

describe('what is no file of alarms', () => {
  test.each([
    {
      name: 'a text',
      text: 'cpu',
      found: ['error files/scalar 1:1'],
    },
    {
      name: 'a list of texts',
      text: '- cpu',
      found: ['error alarms/type 1:3'],
    },
    {
      name: 'an alarm that is a list',
      text: '- - alarmName: a',
      found: ['error alarms/type 1:3'],
    },
    {
      name: "a typing error in an answer's key",
      text: 'metricAlarm: []',
      found: ['error alarms/unknown-key 1:1'],
    },
    {
      name: "another key beside an answer's",
      text: ['metricAlarms: []', 'topics: []'].join('\n'),
      found: ['error alarms/unknown-key 2:1'],
    },
    {
      name: 'log alarms',
      text: 'logAlarms: [{ alarmName: a }]',
      found: ['error alarms/log-alarm 1:1'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('fields', () => {
  test.each([
    {
      name: 'an unknown field',
      text: anAlarm('metricName: CPUUtilization', 'tresholds: 1'),
      found: ['warning alarms/unknown-field 4:3'],
    },
    {
      name: 'a threshold that is text',
      text: ['- alarmName: shop-api-cpu', '  metricName: CPUUtilization', '  threshold: high'].join('\n'),
      found: ['error alarms/type 3:14'],
    },
    {
      name: 'periods with a fraction',
      text: anAlarm('metricName: CPUUtilization', 'evaluationPeriods: 1.5'),
      found: ['error alarms/type 4:22'],
    },
    {
      name: 'dimensions that are a mapping',
      text: anAlarm('metricName: CPUUtilization', 'dimensions: { ClusterName: shop-prod }'),
      found: ['error alarms/type 4:15'],
    },
    {
      name: 'a flag that is none',
      text: anAlarm('metricName: CPUUtilization', 'actionsEnabled: maybe'),
      found: ['error alarms/type 4:19'],
    },
    {
      name: 'a unit that is misspelt',
      text: anAlarm('metricName: CPUUtilization', 'unit: Percnt'),
      found: ['error alarms/value 4:9'],
    },
    {
      name: 'notify that is a number',
      text: anAlarm('metricName: CPUUtilization', 'notify: 5'),
      found: ['error alarms/type 4:11'],
    },
    {
      name: 'tags that are a text',
      text: anAlarm('metricName: CPUUtilization', 'tags: team'),
      found: ['error alarms/type 4:9'],
    },
    {
      name: 'tags of our own',
      text: anAlarm('metricName: CPUUtilization', 'tags: { team: a, "fargate-actions:stack": b }'),
      found: ['error alarms/tags 4:45'],
    },
    {
      name: 'tags without keys',
      text: anAlarm('metricName: CPUUtilization', 'tags: [{ value: a }]'),
      found: ['error alarms/type 4:9'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});

describe('names', () => {
  test.each([
    {
      name: 'no name',
      text: ['- metricName: CPUUtilization', '  threshold: 1', '  service: shop-api'].join('\n'),
      found: ['error alarms/name 1:3'],
    },
    {
      name: 'a name of 256 characters',
      text: ['- alarmName: shop-api-' + 'x'.repeat(247), '  metricName: CPUUtilization', '  threshold: 1'].join('\n'),
      found: ['error alarms/name 1:14'],
    },
    {
      name: 'a name with a line break',
      text: ['- alarmName: "shop-api\\nb"', '  metricName: CPUUtilization', '  threshold: 1'].join('\n'),
      found: ['error alarms/name 1:14'],
    },
    {
      name: 'two alarms of one name',
      text: [
        '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 1 }',
        '- { alarmName: shop-api-cpu, metricName: MemoryUtilization, threshold: 1 }',
      ].join('\n'),
      found: ['error alarms/same-name 2:16'],
    },
    {
      name: 'a description that is too long',
      text: anAlarm('metricName: CPUUtilization', `alarmDescription: ${'x'.repeat(1025)}`),
      found: ['error alarms/description 4:21'],
    },
    {
      name: 'a service that the stack does not have',
      text: anAlarm('metricName: CPUUtilization', 'service: shop-apj'),
      found: ['error alarms/no-such-service 4:12'],
    },
    {
      name: 'a name that begins with no service',
      text: ['- alarmName: cpu', '  metricName: CPUUtilization', '  threshold: 1'].join('\n'),
      found: ['error alarms/no-service 1:14'],
    },
    {
      name: "a name that only begins with a service's letters",
      text: ['- alarmName: shop-apis-cpu', '  metricName: CPUUtilization', '  threshold: 1'].join('\n'),
      found: ['error alarms/no-service 1:14'],
    },
  ])('$name', ({ text, found }) => {
    expect(placedIn(readAlarms(text).diagnostics)).toEqual(found);
  });
});
