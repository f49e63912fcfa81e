import { describe, expect, test } from '@jest/globals';
import { placedIn, readAlarms } from '../../../test/alarm-files.ts';

function fieldsOf(text: string) {
  const { entries, diagnostics } = readAlarms(text);
  return { fields: entries.map((entry) => entry.fields), found: placedIn(diagnostics) };
}

const CPU = { alarmName: 'shop-api-cpu', metricName: 'CPUUtilization', threshold: 80 };

describe('a file of alarms is', () => {
  test.each([
    { name: 'a list', text: '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80 }', fields: [CPU] },
    { name: 'one alarm', text: 'alarmName: shop-api-cpu\nmetricName: CPUUtilization\nthreshold: 80', fields: [CPU] },
    {
      name: 'in PascalCase',
      text: '- { AlarmName: shop-api-cpu, MetricName: CPUUtilization, Threshold: 80 }',
      fields: [CPU],
    },
    { name: 'an empty list', text: '[]', fields: [] },
    ...['Alarms', 'alarms', 'MetricAlarms'].map((key) => ({
      name: `a list under ${key}`,
      text: JSON.stringify({ [key]: [CPU] }),
      fields: [CPU],
    })),
    {
      name: 'an answer without alarms',
      text: '{ "MetricAlarms": [], "CompositeAlarms": [], "NextToken": "" }',
      fields: [],
    },
    {
      name: 'with what a variable made text',
      text: '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: "80", actionsEnabled: "true" }',
      fields: [{ ...CPU, actionsEnabled: true }],
    },
    {
      name: 'with our own fields',
      text: '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80, notify: "false", guardsDeployment: true, service: shop-api }',
      fields: [{ ...CPU, service: 'shop-api', guardsDeployment: true, notify: false }],
    },
    {
      name: 'with tags as CloudWatch has them',
      text: '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80, tags: [{ Key: Team, Value: a }] }',
      fields: [{ ...CPU, tags: { Team: 'a' } }],
    },
    {
      name: 'with tags as a mapping',
      text: '- { alarmName: shop-api-cpu, metricName: CPUUtilization, threshold: 80, tags: { Team: a, cost: 1 } }',
      fields: [{ ...CPU, tags: { Team: 'a', cost: '1' } }],
    },
  ])('$name', ({ text, fields }) => {
    expect(fieldsOf(text)).toEqual({ fields, found: [] });
  });

  test.each([
    {
      name: 'a rule in lines of its own, without what is around it, which CloudWatch refuses',
      text: '- alarmName: shop-down\n  alarmRule: |\n\n    ALARM(one)\n    OR ALARM(two)\n',
      fields: [{ alarmName: 'shop-down', alarmRule: 'ALARM(one)\nOR ALARM(two)' }],
    },
    {
      name: 'lists in which nothing is, as answers have them beside what there is',
      text: JSON.stringify({ MetricAlarms: [{ AlarmName: 'a', Dimensions: [], Metrics: [], OKActions: [] }] }),
      fields: [{ alarmName: 'a', okActions: [] }],
    },
  ])('read with $name', ({ text, fields }) => {
    expect(fieldsOf(text).fields).toEqual(fields);
  });

  test('what `aws cloudwatch describe-alarms` answers, without what only an answer has', () => {
    const answer = {
      MetricAlarms: [
        {
          AlarmName: 'shop-api-cpu',
          AlarmArn: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:shop-api-cpu',
          AlarmConfigurationUpdatedTimestamp: '2026-11-20T10:00:00+00:00',
          ActionsEnabled: true,
          OKActions: [],
          AlarmActions: ['arn:aws:sns:eu-central-1:123456789012:ops'],
          InsufficientDataActions: [],
          StateValue: 'OK',
          StateReason: 'Threshold Crossed',
          StateReasonData: '{}',
          StateUpdatedTimestamp: '2026-11-20T10:00:00+00:00',
          StateTransitionedTimestamp: '2026-11-20T10:00:00+00:00',
          MetricName: 'CPUUtilization',
          Namespace: 'AWS/ECS',
          Statistic: 'Average',
          Dimensions: [
            { Name: 'ClusterName', Value: 'shop-prod' },
            { Name: 'ServiceName', Value: 'shop-api' },
          ],
          Period: 60,
          EvaluationPeriods: 3,
          Threshold: 80,
          ComparisonOperator: 'GreaterThanThreshold',
        },
      ],
      CompositeAlarms: [{ AlarmName: 'shop-down', AlarmRule: 'ALARM(shop-api-cpu)', ActionsSuppressedBy: 'Alarm' }],
    };
    const { fields, found } = fieldsOf(JSON.stringify(answer));
    expect(found).toEqual([]);
    expect(fields).toEqual([
      {
        alarmName: 'shop-api-cpu',
        actionsEnabled: true,
        okActions: [],
        alarmActions: ['arn:aws:sns:eu-central-1:123456789012:ops'],
        insufficientDataActions: [],
        metricName: 'CPUUtilization',
        namespace: 'AWS/ECS',
        statistic: 'Average',
        dimensions: [
          { name: 'ClusterName', value: 'shop-prod' },
          { name: 'ServiceName', value: 'shop-api' },
        ],
        period: 60,
        evaluationPeriods: 3,
        threshold: 80,
        comparisonOperator: 'GreaterThanThreshold',
      },
      { alarmName: 'shop-down', alarmRule: 'ALARM(shop-api-cpu)' },
    ]);
  });
});

test('an entry knows where its fields stand, and their parts', () => {
  const [entry] = readAlarms('- AlarmName: shop-api-cpu\n  Dimensions:\n    - Name: ClusterName').entries;
  expect(entry?.at()).toEqual({ file: 'alarms.yml', line: 1, column: 3 });
  expect(entry?.at('alarmName')).toEqual({ file: 'alarms.yml', line: 1, column: 14 });
  expect(entry?.at('dimensions', 0, 'name')).toEqual({ file: 'alarms.yml', line: 3, column: 13 });
});
