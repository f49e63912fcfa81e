import { expect, test } from '@jest/globals';

import type { AlarmState } from '../model.ts';
import { alarmsIn, isTrue, parseRule, RuleError } from './alarm-rule.ts';

const states: Readonly<Record<string, AlarmState>> = { cpu: 'ALARM', memory: 'OK', queue: 'INSUFFICIENT_DATA' };

test.each([
  { rule: 'ALARM(cpu)', expected: true },
  { rule: 'ALARM("memory")', expected: false },
  { rule: 'OK(memory) AND INSUFFICIENT_DATA(queue)', expected: true },
  { rule: 'NOT ALARM(cpu) OR FALSE', expected: false },
  { rule: 'NOT (ALARM(memory) OR OK(cpu))', expected: true },
  { rule: 'TRUE OR TRUE AND FALSE', expected: true },
  { rule: '(TRUE OR TRUE) AND FALSE', expected: false },
  { rule: 'NOT FALSE AND NOT FALSE', expected: true },
  { rule: '  ALARM( cpu )\n\tAND\n OK(memory) ', expected: true },
  { rule: 'ALARM(arn:aws:cloudwatch:eu-central-1:123456789012:alarm:cpu)', expected: true },
  { rule: 'ALARM(nobody)', expected: false },
])('$rule is $expected', ({ rule, expected }) => {
  expect(isTrue(parseRule(rule), (name) => states[name])).toBe(expected);
});

test.each([
  '',
  'ALARM',
  'ALARM()',
  'ALARM(cpu',
  'ALARM(cpu) OK(memory)',
  'AND TRUE',
  'PENDING(cpu)',
  'true',
  'ALARM(cpu) XOR TRUE',
])('%j is no rule', (rule) => {
  expect(() => parseRule(rule)).toThrow(RuleError);
});

test('the alarms that a rule names come once each, as they are called', () => {
  const rule = parseRule('ALARM("a (b) \\"c\\"") AND (OK(x) OR NOT ALARM(x))');
  expect(alarmsIn(rule)).toEqual(['a (b) "c"', 'x']);
});
