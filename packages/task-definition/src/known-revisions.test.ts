import type { RegisteredTaskDefinition } from '@fargate-actions/aws';
import { expect, test } from '@jest/globals';
import { comparedWith, revisionsToRun, type KnownRevisions } from './known-revisions.ts';

const definition = (image: string) => ({ family: 'web', containerDefinitions: [{ name: 'app', image }] });
const WANTED = definition('app:2');

/** A revision of that number and image. */
function revision(number: number, image: string, fields: object = {}): RegisteredTaskDefinition {
  const arn = { taskDefinitionArn: `web:${number}`, revision: number, status: 'ACTIVE' as const };
  return { taskDefinition: { ...definition(image), ...arn, ...fields }, tags: [] };
}

const web = { cluster: 'prod', name: 'web' };
const jobs = { cluster: 'prod', name: 'jobs' };
const running = (
  runs: Readonly<Record<string, RegisteredTaskDefinition>>,
  newest?: RegisteredTaskDefinition,
): KnownRevisions => ({
  running: new Map(Object.entries(runs)),
  newest,
});

test.each<[string, KnownRevisions, Readonly<Record<string, string>> | undefined]>([
  ['one service runs it', running({ web: revision(2, 'app:2') }), { '': 'web:2', web: 'web:2' }],
  [
    'though newer revisions say the same',
    running({ web: revision(2, 'app:2') }, revision(9, 'app:2')),
    { '': 'web:9', web: 'web:2' },
  ],
  [
    'it runs a deregistered one',
    running({ web: revision(2, 'app:2', { status: 'INACTIVE' }) }),
    { '': 'web:2', web: 'web:2' },
  ],
  [
    'it runs another, and the newest says it',
    running({ web: revision(1, 'app:1') }, revision(3, 'app:2')),
    { '': 'web:3', web: 'web:3' },
  ],
  ['it runs another, and so does the newest', running({ web: revision(1, 'app:1') }, revision(3, 'app:3')), undefined],
  [
    'it runs one of another family',
    running({ web: revision(1, 'app:2', { family: 'old' }) }, revision(3, 'app:3')),
    undefined,
  ],
  [
    'it runs one that is being deleted',
    running({ web: revision(2, 'app:2', { status: 'DELETE_IN_PROGRESS' }) }),
    undefined,
  ],
  ['nothing is known', running({}), undefined],
])('%s', (_, known, expected) => {
  const chosen = revisionsToRun(WANTED, [web], known);
  expect(chosen && Object.fromEntries(chosen)).toEqual(expected);
});

test.each<[string, KnownRevisions, Readonly<Record<string, string>> | undefined]>([
  [
    'each keeps what it runs',
    running({ web: revision(2, 'app:2'), jobs: revision(4, 'app:2') }),
    { '': 'web:2', web: 'web:2', jobs: 'web:4' },
  ],
  [
    'one takes what the other runs',
    running({ web: revision(2, 'app:2'), jobs: revision(1, 'app:1') }, revision(3, 'app:3')),
    { '': 'web:2', web: 'web:2', jobs: 'web:2' },
  ],
  [
    'a new one takes the newest',
    running({ web: revision(2, 'app:2') }, revision(3, 'app:2')),
    { '': 'web:3', web: 'web:2', jobs: 'web:3' },
  ],
  [
    'neither runs it',
    running({ web: revision(1, 'app:1'), jobs: revision(1, 'app:1') }, revision(3, 'app:3')),
    undefined,
  ],
])('of two services of one family: %s', (_, known, expected) => {
  const chosen = revisionsToRun(WANTED, [web, jobs], known);
  expect(chosen && Object.fromEntries(chosen)).toEqual(expected);
});

test('without a service only the newest revision counts', () => {
  expect(revisionsToRun(WANTED, [], running({}, revision(3, 'app:2')))?.get('')).toBe('web:3');
  expect(revisionsToRun(WANTED, [], running({}, revision(3, 'app:3')))).toBeUndefined();
});

test('what differs is shown against what runs, of that family', () => {
  const newest = revision(3, 'app:3');
  const runs = revision(1, 'app:1');
  expect(comparedWith(WANTED, [web], running({ web: runs }, newest))).toBe(runs);
  expect(comparedWith(WANTED, [web], running({ web: revision(1, 'app:1', { family: 'old' }) }, newest))).toBe(newest);
  expect(comparedWith(WANTED, [web], running({}, newest))).toBe(newest);
});
