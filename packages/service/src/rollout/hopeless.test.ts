import { expect, test } from '@jest/globals';
import type { StoppedGroup } from '../rollout-report.ts';
import { aGroup, anExit, aRevision, aTail } from '../../test/diagnosis/a-stop.ts';
import { NO_EVIDENCE } from './evidence.ts';
import { hopeless } from './hopeless.ts';
import { aLook } from '../../test/rollout/a-look.ts';

const PATIENCE = { tasks: 4, onFailure: 'rollback' as const };
const ids = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

/** After how many tasks that stop so a revision is given up; undefined: not after ten. */
function givenUpAfter(group: StoppedGroup): number | undefined {
  return ids(10)
    .map((_, index) => index + 1)
    .find((count) => {
      const stopped = [{ ...group, tasks: ids(count) }];
      return hopeless(aLook({ evidence: { ...NO_EVIDENCE, revision: aRevision(), stopped } }), PATIENCE) !== undefined;
    });
}

const failedToStart = (reason: string) => aGroup({ reason, stopCode: 'TaskFailedToStart' });
const INITIALIZATION = 'ResourceInitializationError:';

test.each<[name: string, group: StoppedGroup, tasks: number | undefined]>([
  ['an image that is not there', failedToStart('CannotPullContainerError: x: not found'), 1],
  [
    'an image for another platform',
    failedToStart('CannotPullContainerError: no match for platform in manifest: not found'),
    1,
  ],
  [
    'a secret that is not there',
    failedToStart(`${INITIALIZATION} Secrets Manager can't find the specified secret.`),
    1,
  ],
  ['a secret without the key', failedToStart(`${INITIALIZATION} did not contain json key x`), 1],
  [
    'a secret that is no JSON',
    failedToStart(
      `${INITIALIZATION} unable to retrieve secret from asm: invalid character 'a' looking for beginning of value`,
    ),
    1,
  ],
  ['a log group that is not there', failedToStart(`${INITIALIZATION} The specified log group does not exist.`), 1],
  [
    'a command that is not there',
    failedToStart('CannotStartContainerError: exec: "x": executable file not found in $PATH'),
    1,
  ],
  ['a command that may not be executed', anExit(126), 1],
  ['a command that the shell does not know', anExit(127), 1],
  ['a program for another processor', failedToStart('CannotStartContainerError: exec format error'), 1],
  [
    'a user that is not in the image',
    failedToStart('CannotStartContainerError: unable to find user app: no matching entries'),
    1,
  ],
  ['a directory that is not in the image', failedToStart('CannotStartContainerError: chdir to cwd ("/x") failed'), 1],
  [
    'an image that may not be pulled',
    failedToStart('CannotPullContainerError: unexpected status code https://x: 403 Forbidden'),
    2,
  ],
  [
    'a secret that may not be read',
    failedToStart(`${INITIALIZATION} not authorized to perform: secretsmanager:GetSecretValue`),
    2,
  ],
  [
    'a log that may not be written',
    failedToStart(`${INITIALIZATION} not authorized to perform: logs:CreateLogStream`),
    2,
  ],
  ['a role that ECS may not assume', failedToStart("ECS was unable to assume the role 'arn:x'"), 2],
  [
    'a registry whose name is not known',
    failedToStart('CannotPullContainerError: failed to do request: dial tcp: lookup x on 10.0.0.2:53: no such host'),
    4,
  ],
  ['an exit', anExit(1), 4],
  ['too little memory', anExit(137, { reason: 'OutOfMemoryError: Container killed due to memory usage' }), 4],
  ['a check that fails', aGroup({ reason: 'Task failed ELB health checks in (target-group x)' }), 4],
  ['no way out', failedToStart(`${INITIALIZATION} context deadline exceeded`), 4],
  ['words that nobody knows', aGroup({ reason: 'The moon is full' }), 4],
  ['no capacity', failedToStart('Capacity is unavailable at this time'), undefined],
  ['no address', failedToStart('RESOURCE:ENI'), undefined],
  ['a quota', failedToStart("You've reached the limit on the number of vCPUs"), undefined],
  ['a registry that has had enough', failedToStart('CannotPullContainerError: toomanyrequests'), undefined],
  ['Spot', aGroup({ reason: 'x', stopCode: 'SpotInterruption' }), undefined],
  ['somebody', aGroup({ reason: 'x', stopCode: 'UserInitiated' }), undefined],
  ['the host', aGroup({ reason: 'x', stopCode: 'TerminationNotice' }), undefined],
  [
    'the network interface',
    failedToStart('Timeout waiting for network interface provisioning to complete.'),
    undefined,
  ],
])('%s: a revision is given up after so many', (_name, group, tasks) => {
  expect(givenUpAfter(group)).toBe(tasks);
});

test('what the log says counts as much as what ECS says', () => {
  const stopped = [anExit(1, { tasks: ['b2'] })];
  const evidence = { ...NO_EVIDENCE, revision: aRevision(), stopped };
  expect(hopeless(aLook({ evidence }), PATIENCE)).toBeUndefined();
  const logTail = aTail('exec /usr/local/bin/uvicorn: exec format error');
  expect(hopeless(aLook({ evidence: { ...evidence, logTail } }), PATIENCE)?.kind).toBe('exec-format-error');
});

test('failures of one cause count together, however ECS words them', () => {
  const stopped = ['a: i/o timeout', 'b: i/o timeout'].map((text) =>
    failedToStart(`${INITIALIZATION} dial tcp ${text}`),
  );
  const seen = aLook({ evidence: { ...NO_EVIDENCE, stopped } });
  expect(hopeless(seen, PATIENCE)?.kind).toBe('no-route');
});

test('an image that the registry has by now is not given up', () => {
  const image = { image: 'x', repository: 'x', registry: '1', tag: 'v2', hasRepository: true, hasImage: true };
  const stopped = [{ ...failedToStart('CannotPullContainerError: x: not found'), tasks: ids(10) }];
  const evidence = { ...NO_EVIDENCE, revision: aRevision(), stopped };
  expect(hopeless(aLook({ evidence: { ...evidence, image } }), PATIENCE)).toBeUndefined();
  const missing = { ...image, hasImage: false };
  expect(hopeless(aLook({ evidence: { ...evidence, image: missing } }), PATIENCE)?.kind).toBe('image-not-found');
});

test('nothing is given up that was healthy once, or when only ECS is to decide', () => {
  const evidence = { ...NO_EVIDENCE, stopped: [failedToStart('CannotPullContainerError: x: not found')] };
  expect(hopeless(aLook({ evidence: { ...evidence, hasBeenHealthy: true } }), PATIENCE)).toBeUndefined();
  expect(hopeless(aLook({ evidence }), { ...PATIENCE, tasks: Number.POSITIVE_INFINITY })).toBeUndefined();
});
