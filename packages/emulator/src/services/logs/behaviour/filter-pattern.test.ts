import { expect, test } from '@jest/globals';

import { lineMatch } from './filter-pattern.ts';

const line = JSON.stringify({
  level: 'ERROR',
  status: 503,
  isRetried: false,
  user: null,
  message: 'payment failed (card)',
  request: { path: '/v1/donations', ids: ['a', 'b'] },
});

test.each([
  { pattern: '', expected: true },
  { pattern: 'ERROR', expected: true },
  { pattern: 'error', expected: false },
  { pattern: 'ERROR payment', expected: true },
  { pattern: 'ERROR refund', expected: false },
  { pattern: '"payment failed (card)"', expected: true },
  { pattern: 'ERROR -payment', expected: false },
  { pattern: 'ERROR -"all is well"', expected: true },
  { pattern: '?WARN ?ERROR', expected: true },
  { pattern: '?WARN ?FATAL', expected: false },
  { pattern: 'ERROR ?FATAL', expected: true },
  { pattern: '{ $.level = "ERROR" }', expected: true },
  { pattern: '{$.level=ERROR}', expected: true },
  { pattern: '{ $.level = "WARN" }', expected: false },
  { pattern: '{ $.level = "ERR*" }', expected: true },
  { pattern: '{ $.level != "INFO" }', expected: true },
  { pattern: '{ $.nope != "INFO" }', expected: false },
  { pattern: '{ $.status = 503 }', expected: true },
  { pattern: '{ $.status = "503" }', expected: false },
  { pattern: '{ $.status >= 500 && $.status < 600 }', expected: true },
  { pattern: '{ $.status > 503 }', expected: false },
  { pattern: '{ $.level > 1 }', expected: false },
  { pattern: '{ $.level = "WARN" || $.status = 503 && $.level = "ERROR" }', expected: true },
  { pattern: '{ ($.level = "ERROR" || $.status = 503) && $.user = "x" }', expected: false },
  { pattern: '{ $.user IS NULL }', expected: true },
  { pattern: '{ $.isRetried IS TRUE }', expected: false },
  { pattern: '{ $.isRetried IS FALSE }', expected: true },
  { pattern: '{ $.nope NOT EXISTS }', expected: true },
  { pattern: '{ $.level = * }', expected: true },
  { pattern: '{ $.status = * }', expected: true },
  { pattern: '{ $.nope = * }', expected: false },
  { pattern: '{ $.request.path = "/v1/*" }', expected: true },
  { pattern: '{ $.request.ids[1] = "b" }', expected: true },
  { pattern: '{ $.constructor NOT EXISTS }', expected: true },
])('$pattern on a line of JSON: $expected', ({ pattern, expected }) => {
  expect(lineMatch(pattern).matches(line)).toBe(expected);
});

test.each(['ERROR in plain text', '', '{not json', '["ERROR"]'])('a JSON pattern matches no %j', (text) => {
  expect(lineMatch('{ $.level NOT EXISTS }').matches(text)).toBe(false);
});

test.each([
  { pattern: '"event": "x"', reason: 'in quotes' },
  { pattern: 'a:b', reason: 'in quotes' },
  { pattern: '"open', reason: 'in quotes' },
  { pattern: '[ip, user]', reason: 'spaces' },
  { pattern: '{ $.level = "ERROR"', reason: 'closing }' },
  { pattern: '{ }', reason: 'too early' },
  { pattern: '{ level = "ERROR" }', reason: 'no selector' },
  { pattern: '{ $.level == "ERROR" }', reason: 'no value' },
  { pattern: '{ $.level ~ "ERROR" }', reason: 'no operator' },
  { pattern: '{ $.status > "500" }', reason: 'numbers only' },
  { pattern: '{ $.status > many }', reason: 'numbers only' },
  { pattern: '{ $.level = "ERROR" $.status = 1 }', reason: 'no place' },
  { pattern: '{ ($.level = "ERROR" }', reason: 'too early' },
  { pattern: '{ $.level = %ERR.*% }', reason: 'regular expressions' },
  { pattern: '{ $.level IS MAYBE }', reason: 'no operator' },
  { pattern: '{ $.level EXISTS }', reason: 'too early' },
  { pattern: '{ $.level EXISTS && $.status = 1 }', reason: 'no operator' },
])('refused: $pattern', ({ pattern, reason }) => {
  expect(() => lineMatch(pattern)).toThrow(reason);
});
