import { expect, test } from '@jest/globals';

import { eventMatch } from './event-pattern.ts';

interface Case {
  readonly what: string;
  readonly pattern: object;
}

const event = {
  source: 'aws.ecs',
  'detail-type': 'ECS Deployment State Change',
  resources: ['arn:aws:ecs:eu-central-1:123456789012:service/prod/web'],
  detail: {
    eventName: 'SERVICE_DEPLOYMENT_FAILED',
    count: 3,
    isOver: true,
    reason: null,
    tasks: [{ id: 'a' }, { id: 'b' }],
  },
};

test.each<Case>([
  { what: 'a value', pattern: { source: ['aws.ecs'] } },
  { what: 'one of several values', pattern: { source: ['aws.ec2', 'aws.ecs'] } },
  { what: 'all members', pattern: { source: ['aws.ecs'], detail: { isOver: [true], reason: [null] } } },
  { what: 'an item of a list', pattern: { resources: ['arn:aws:ecs:eu-central-1:123456789012:service/prod/web'] } },
  { what: 'a member of an item of a list', pattern: { detail: { tasks: { id: ['b'] } } } },
  { what: 'a prefix', pattern: { resources: [{ prefix: 'arn:aws:ecs:eu-central-1:123456789012:service/prod/' }] } },
  { what: 'a prefix in any case', pattern: { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] } },
  { what: 'a suffix', pattern: { detail: { eventName: [{ suffix: '_FAILED' }] } } },
  { what: 'a value in any case', pattern: { source: [{ 'equals-ignore-case': 'AWS.ECS' }] } },
  { what: 'a wildcard', pattern: { resources: [{ wildcard: 'arn:aws:ecs:*:service/*/web' }] } },
  { what: 'anything but a value', pattern: { source: [{ 'anything-but': 'aws.ec2' }] } },
  { what: 'anything but values', pattern: { detail: { count: [{ 'anything-but': [1, 2] }] } } },
  { what: 'anything but a prefix', pattern: { source: [{ 'anything-but': { prefix: 'com.' } }] } },
  { what: 'what exists', pattern: { detail: { count: [{ exists: true }] } } },
  { what: 'what does not exist', pattern: { detail: { group: { name: [{ exists: false }] } } } },
  { what: 'a range', pattern: { detail: { count: [{ numeric: ['>', 2, '<=', 3] }] } } },
  { what: 'one alternative', pattern: { $or: [{ source: ['aws.ec2'] }, { detail: { count: [3] } }] } },
])('a pattern matches by $what', ({ pattern }) => {
  expect(eventMatch(JSON.stringify(pattern))(event)).toBe(true);
});

test.each<Case>([
  { what: 'another value', pattern: { source: ['aws.ec2'] } },
  { what: 'one member of two', pattern: { source: ['aws.ecs'], detail: { count: [4] } } },
  { what: 'a text for a number', pattern: { detail: { count: ['3'] } } },
  { what: 'an absent member', pattern: { account: ['123456789012'] } },
  { what: 'anything but, where there is nothing', pattern: { account: [{ 'anything-but': 'x' }] } },
  { what: 'anything but what it is', pattern: { source: [{ 'anything-but': ['aws.ecs'] }] } },
  { what: 'anything but its prefix', pattern: { source: [{ 'anything-but': { prefix: 'aws.' } }] } },
  { what: 'what exists and should not', pattern: { source: [{ exists: false }] } },
  { what: 'what should exist and does not', pattern: { account: [{ exists: true }] } },
  { what: 'the wrong side of a bound', pattern: { detail: { count: [{ numeric: ['>', 3] }] } } },
  { what: 'a number where there is none', pattern: { source: [{ numeric: ['>=', 0] }] } },
  { what: 'what every object inherits', pattern: { constructor: [{ exists: true }] } },
  { what: 'no alternative', pattern: { $or: [{ source: ['aws.ec2'] }, { detail: { count: [4] } }] } },
])('a pattern does not match by $what', ({ pattern }) => {
  expect(eventMatch(JSON.stringify(pattern))(event)).toBe(false);
});

test.each([
  { pattern: '{"source"', reason: 'no JSON' },
  { pattern: '[]', reason: 'Filter is not an object' },
  { pattern: '{}', reason: 'Empty objects' },
  { pattern: '{"detail":{}}', reason: 'Empty objects' },
  { pattern: '{"source":[]}', reason: 'Empty arrays' },
  { pattern: '{"source":"aws.ecs"}', reason: '"source" must be an object or an array' },
  { pattern: '{"source":[["aws.ecs"]]}', reason: 'Match value must be' },
  { pattern: '{"source":[{"prefix":"a","suffix":"b"}]}', reason: 'Only one key' },
  { pattern: '{"source":[{"prefx":"a"}]}', reason: 'Unrecognized match type prefx' },
  { pattern: '{"source":[{"prefix":1}]}', reason: 'prefix match pattern must be a string' },
  { pattern: '{"source":[{"exists":"true"}]}', reason: 'exists match pattern' },
  { pattern: '{"source":[{"numeric":[">"]}]}', reason: 'numeric' },
  { pattern: '{"source":[{"numeric":["~",1]}]}', reason: 'range operator' },
  { pattern: '{"source":[{"numeric":[">","1"]}]}', reason: 'must be numeric' },
  { pattern: '{"source":[{"anything-but":[true]}]}', reason: 'anything-but' },
  { pattern: '{"source":[{"anything-but":{"exists":true}}]}', reason: 'anything-but' },
  { pattern: '{"$or":[{"source":["a"]}]}', reason: '"$or"' },
])('a pattern is refused: $pattern', ({ pattern, reason }) => {
  expect(() => eventMatch(pattern)).toThrow(reason);
});
