import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { alarmNameOf, parseAlarmRule } from './alarm-rule.ts';

test.each([
  { rule: 'ALARM(a)', alarms: ['a'], elements: 1 },
  { rule: 'ALARM("a b") AND NOT OK(c)', alarms: ['a b', 'c'], elements: 2 },
  { rule: '(ALARM(a) OR INSUFFICIENT_DATA(b)) AND FALSE', alarms: ['a', 'b'], elements: 5 },
  { rule: 'AT_LEAST(2, ALARM, (a, "b, c", d))', alarms: ['a', 'b, c', 'd'], elements: 3 },
  { rule: 'AT_LEAST(50%, NOT OK, (a, b))', alarms: ['a', 'b'], elements: 2 },
  { rule: 'ALARM("say \\"a\\"") or alarm(a)', alarms: ['say "a"', 'a'], elements: 2 },
  { rule: ' TRUE ', alarms: [], elements: 1 },
  { rule: 'ALARM(a) OR OK(a)', alarms: ['a'], elements: 2 },
])('$rule', ({ rule, alarms, elements }) => {
  expect(parseAlarmRule(rule)).toEqual({ kind: 'rule', alarms, elements });
});

test.each([
  '',
  'ALARM',
  'ALARM()',
  'ALARM("")',
  'ALARM(a',
  'ALARM(a))',
  'NOT',
  'ALARM(a) AND',
  'AND ALARM(a)',
  'AT_LEAST(2, (a, b))',
  'AT_LEAST(2, ALARM, a)',
])('%p is no rule', (rule) => {
  expect(parseAlarmRule(rule)).toMatchObject({ kind: 'wrong' });
});

test('whatever stands there, it is a rule or why it is none', () => {
  const word = fc.constantFrom('ALARM', 'OK', 'AND', 'OR', 'NOT', '(', ')', ',', '"', 'a', 'AT_LEAST', '2', ' ', '\\');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      expect(['rule', 'wrong']).toContain(parseAlarmRule(words.join(' ')).kind);
    }),
  );
});

test('an alarm is named by name or ARN', () => {
  expect(alarmNameOf('arn:aws:cloudwatch:eu-central-1:123456789012:alarm:a:b')).toBe('a:b');
  expect(alarmNameOf('a')).toBe('a');
});
