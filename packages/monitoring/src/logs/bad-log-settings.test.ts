import { Diagnostics } from '@fargate-actions/documents';
import { describe, expect, test } from '@jest/globals';
import { aMonitoredStack } from '../../test/a-stack.ts';
import { KEY, someLogSettings } from '../../test/log-settings.ts';
import { checkLogSettings, RETENTIONS } from './check-log-settings.ts';
import type { LogSettings } from './log-settings.ts';

function wrongIn(given: Partial<LogSettings>): { found: string[]; said: string[] } {
  const diagnostics = new Diagnostics();
  checkLogSettings(someLogSettings(given), aMonitoredStack(), diagnostics);
  return {
    found: diagnostics.all.map(({ severity, rule, at }) => `${severity} ${rule} ${at?.line}:${at?.column}`),
    said: diagnostics.all.map(({ message, hint }) => `${message} ${hint ?? ''}`),
  };
}

describe('a retention', () => {
  test.each([
    { days: 0, nearest: 'The nearest that it can: 1.' },
    { days: 10, nearest: 'The nearest that it can: 7 and 14.' },
    { days: 45, nearest: 'The nearest that it can: 30 and 60.' },
    { days: 1.5, nearest: 'The nearest that it can: 1 and 3.' },
    { days: 4000, nearest: 'The nearest that it can: 3653.' },
  ])('of $days days is none: $nearest', ({ days, nearest }) => {
    const { found, said } = wrongIn({ retentionInDays: days });
    expect(found).toEqual(['error logs/retention 11:3']);
    expect(said[0]).toContain(nearest);
  });

  test.each(RETENTIONS)('of %s days is one', (retentionInDays) => {
    expect(wrongIn({ retentionInDays }).found).toEqual([]);
  });
});

describe('a key', () => {
  test.each([
    { name: 'its id alone', kmsKeyId: '1234abcd-12ab-34cd-56ef-1234567890ab', says: 'is no ARN' },
    { name: 'a name', kmsKeyId: 'logs', says: 'is no ARN' },
    { name: 'an alias', kmsKeyId: 'alias/logs', says: 'is an alias' },
    { name: 'the ARN of an alias', kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:alias/logs', says: 'is an alias' },
    { name: 'of another region', kmsKeyId: KEY.replace('eu-central-1', 'us-east-1'), says: 'is of us-east-1' },
    { name: 'of another service', kmsKeyId: 'arn:aws:s3:::bucket', says: 'is no ARN' },
  ])('can not be $name', ({ kmsKeyId, says }) => {
    const { found, said } = wrongIn({ kmsKeyId });
    expect(found).toEqual(['error logs/kms-key 12:3']);
    expect(said[0]).toContain(says);
  });

  test.each([KEY, KEY.replace('1234abcd-12ab-34cd-56ef-1234567890ab', 'mrk-1234abcd12ab34cd56ef1234567890ab')])(
    'can be %s',
    (kmsKeyId) => {
      expect(wrongIn({ kmsKeyId }).found).toEqual([]);
    },
  );
});

describe('a filter pattern', () => {
  test.each([
    { pattern: ' ', says: 'an empty pattern counts every line (character 1)' },
    { pattern: '{', says: 'a field such as $.level is missing before the end (character 2)' },
    { pattern: '{ $.level = "ERROR"', says: '} is missing before the end (character 20)' },
    { pattern: '{ $.level = "ERROR }', says: 'a quotation mark is not closed (character 13)' },
    { pattern: '{ level = "ERROR" }', says: 'a field such as $.level is missing before level (character 3)' },
    { pattern: '{ $ = "ERROR" }', says: 'a field such as $.level is missing behind $ (character 3)' },
    { pattern: '{ $.level == "ERROR" }', says: 'equal is one = (character 12)' },
    { pattern: '{ $.level "ERROR" }', says: 'an operator such as = is missing before "ERROR" (character 11)' },
    { pattern: '{ $.level = }', says: 'a value is missing before } (character 13)' },
    { pattern: '{ $.level = "A" & $.b = 1 }', says: '& has no meaning alone' },
    { pattern: '{ $.level = "A" | $.b = 1 }', says: '| has no meaning alone' },
    { pattern: '{ $.level ! "A" }', says: '! has no meaning alone' },
    { pattern: '{ ($.a = 1 || $.b = 2 }', says: ') is missing before } (character 23)' },
    { pattern: '{ $.a = 1 && }', says: 'a field such as $.level is missing before } (character 14)' },
    { pattern: '{ $.a = 1 } ERROR', says: 'nothing may follow the closing }, and ERROR does (character 13)' },
    { pattern: '{ $.status > high }', says: '> compares with a number, not with high (character 14)' },
    { pattern: '{ $.a IS NOTHING }', says: 'IS is followed by NULL, TRUE, FALSE, not by NOTHING (character 10)' },
    { pattern: '{ $.a NOT NULL }', says: 'NOT is followed by EXISTS, not by NULL (character 11)' },
    {
      pattern: '{ $.a EXISTS }',
      says: 'there is NOT EXISTS, and no EXISTS: a field that is there is `$.a = *` (character 7)',
    },
    { pattern: '{ $.a = %x }', says: 'a regular expression is not closed by % (character 9)' },
    { pattern: '{ $.a = %1% || $.a = %2% || $.a = %3% }', says: 'more than two regular expressions' },
    { pattern: '[ip, user', says: 'the closing ] is missing' },
    { pattern: '[ ]', says: 'there are no fields between [ and ]' },
    { pattern: '[ip, request = "GET]', says: 'a quotation mark is not closed' },
    { pattern: 'level=ERROR', says: '"level=ERROR" has more than letters, digits and underscores' },
    { pattern: '"ERROR', says: 'a quotation mark is not closed (character 1)' },
    { pattern: 'x'.repeat(1025), says: 'a pattern has at most 1024 characters' },
  ])('$pattern can not be', ({ pattern: filterPattern, says }) => {
    const { found, said } = wrongIn({ errorLogs: { filterPattern } });
    expect(found).toEqual(['error logs/filter-pattern 13:3']);
    expect(said[0]).toContain(says);
  });

  test.each([
    '{ $.level = "ERROR" }',
    '{$.level=ERROR||$.level="CRITICAL"}',
    '{ ($.user.id = 1) && ($.users[0].email = "John.Doe@example.com") }',
    '{ ($.user.id = 2 && $.users[0].email = "nonmatch") || $.actions[2] = "GET" }',
    '{ $.sourceIPAddress != 123.123.* }',
    '{ $.SomeObject IS NULL }',
    '{ $.SomeOtherObject NOT EXISTS }',
    '{ $.ThisFlag IS TRUE }',
    '{ $.numbers[0] < 10e-3 }',
    '{ $.latency > +1000 }',
    '{ $.latency = * }',
    '{ $.eventType = %Trail$% }',
    '{ $.objects[*].id = 2 }',
    '{ $.message = "say \\"no\\"" }',
    '[ip, user, username, timestamp, request = *html*, status_code = 4*, bytes]',
    '[..., status_code = 4* && bytes > 1000]',
    'ERROR',
    'ERROR "Failed to process" -Exiting',
    '?ERROR ?WARN',
    '%\\d{3}%',
  ])('%s can be', (filterPattern) => {
    expect(wrongIn({ errorLogs: { filterPattern } }).said).toEqual([]);
  });

  test.each([true, false, undefined, {}])('is not needed: %p', (errorLogs) => {
    expect(wrongIn({ errorLogs }).found).toEqual([]);
  });
});

test('all that is wrong is said at once', () => {
  const { found } = wrongIn({ retentionInDays: 2, kmsKeyId: 'logs', errorLogs: { filterPattern: '{' } });
  expect(found).toEqual(['error logs/retention 11:3', 'error logs/kms-key 12:3', 'error logs/filter-pattern 13:3']);
});
