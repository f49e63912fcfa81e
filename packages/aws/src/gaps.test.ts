import { expect, test } from '@jest/globals';
import { Gaps } from './gaps.ts';
import { explain } from './errors.ts';
import { sdkError } from '../test/a-wire.ts';

const denied = (operation: 'ecs:ListTasks' | 'ecs:CreateCluster', message = 'no') =>
  Promise.reject(explain(sdkError('AccessDeniedException', message), operation, {}));

test('what is denied is undefined, with one notice a permission that names all that is lost', async () => {
  const gaps = new Gaps();
  await expect(gaps.optional('The first is lost.', () => denied('ecs:ListTasks'))).resolves.toBeUndefined();
  await expect(gaps.optional('The second is lost.', () => denied('ecs:ListTasks'))).resolves.toBeUndefined();
  expect(gaps.all).toEqual([
    {
      permission: 'ecs:ListTasks',
      remedy: 'Add ecs:ListTasks to the policy of the role that this job assumes.',
      lost: 'The first is lost. The second is lost.',
    },
  ]);
  expect(gaps.has('ecs:ListTasks')).toBe(true);
  expect(gaps.has('ecs:DescribeTasks')).toBe(false);
});

test('the notice names the permission that AWS missed, which may not be the operation’s own', async () => {
  const gaps = new Gaps();
  const message = 'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: ecs:TagResource on resource: *';
  await gaps.optional('Tags are lost.', () => denied('ecs:CreateCluster', message));
  expect(gaps.all).toMatchObject([{ permission: 'ecs:TagResource', lost: 'Tags are lost.' }]);
});

test('what is answered is the answer', async () => {
  const gaps = new Gaps();
  await expect(gaps.optional('lost', async () => 7)).resolves.toBe(7);
  expect(gaps.all).toEqual([]);
});

const failed = explain(sdkError('ServerException', 'no', 500), 'ecs:ListTasks', {});
const unsupported = explain(sdkError('UnknownOperationException', 'unknown'), 'ecs:ListTasks', {});
const expired = explain(sdkError('ExpiredTokenException', 'expired'), 'ecs:ListTasks', {});
const bug = new TypeError('x is not a function');

test.each([
  { name: 'an optional call may fail for whatever reason', way: 'optional', error: failed, isThrown: false },
  { name: 'or be unknown to AWS', way: 'optional', error: unsupported, isThrown: false },
  { name: 'before a write as well', way: 'optionalRead', error: failed, isThrown: false },
  { name: 'but not without credentials', way: 'optionalRead', error: expired, isThrown: true },
  { name: 'but a bug goes through', way: 'optional', error: bug, isThrown: true },
  { name: 'what safety rests on may be denied and nothing else', way: 'unlessDenied', error: failed, isThrown: true },
  { name: 'not even unknown', way: 'unlessDenied', error: unsupported, isThrown: true },
] as const)('$name', async ({ way, error, isThrown }) => {
  const gaps = new Gaps();
  const answer = gaps[way]('Something is lost.', () => Promise.reject(error));
  if (isThrown) await expect(answer).rejects.toBe(error);
  else await expect(answer).resolves.toBeUndefined();
  expect(gaps.all).toEqual(
    isThrown ? [] : [{ permission: 'ecs:ListTasks', failure: error.message, lost: 'Something is lost.' }],
  );
  expect(gaps.has('ecs:ListTasks')).toBe(!isThrown);
  expect(gaps.isDenied('ecs:ListTasks')).toBe(false);
});

test('what is asked every second is not asked again when AWS does not have it, and asked again after a failure', async () => {
  const gaps = new Gaps();
  const asked: unknown[] = [];
  const ask = (what: string, error: Error) =>
    gaps.whileSupported(what, 'lost', () => {
      asked.push(error);
      return Promise.reject(error);
    });
  await expect(ask('one', failed)).rejects.toBe(failed);
  await expect(ask('one', unsupported)).resolves.toBeUndefined();
  await expect(ask('one', unsupported)).resolves.toBeUndefined();
  expect(asked).toEqual([failed, unsupported]);
});

test('it is given up where it fails five times in a row, with one notice, and not for credentials', async () => {
  const gaps = new Gaps();
  const answers = [failed, failed, 'an answer', failed, failed, failed, failed, failed, 'not asked'];
  const ask = () =>
    gaps.whileSupported('one', 'lost', async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
  const given = [];
  for (let turn = 0; turn < 9; turn++) given.push(await ask().catch(() => 'thrown'));
  expect(given).toEqual([
    ...['thrown', 'thrown', 'an answer', 'thrown', 'thrown', 'thrown', 'thrown'],
    ...[undefined, undefined],
  ]);
  expect(gaps.all).toHaveLength(1);

  const other = new Gaps();
  for (let turn = 0; turn < 9; turn++)
    await expect(other.whileSupported('one', 'lost', () => Promise.reject(expired))).rejects.toBe(expired);
});

test('it is not given up for what is missing: a stale read may not show it yet', async () => {
  const gaps = new Gaps();
  const missing = explain(sdkError('ServiceNotFoundException'), 'ecs:ListTasks', {});
  for (let turn = 0; turn < 9; turn++)
    await expect(gaps.whileSupported('one', 'lost', () => Promise.reject(missing))).rejects.toBe(missing);
  expect(gaps.all).toEqual([]);
});

test('what the run goes on without can be noted', () => {
  const gaps = new Gaps();
  const error = explain(sdkError('AccessDeniedException', 'no'), 'ecs:TagResource', {});
  for (const lost of ['First.', 'Second.', 'First.']) gaps.note(error, lost);
  expect(gaps.all).toEqual([{ permission: 'ecs:TagResource', remedy: error.remedy, lost: 'First. Second.' }]);
  expect(gaps.isDenied('ecs:TagResource')).toBe(true);
});

test('what failed otherwise is not noted as denied', () => {
  const gaps = new Gaps();
  gaps.note(failed, 'First.');
  expect(gaps.all).toEqual([{ permission: 'ecs:ListTasks', failure: failed.message, lost: 'First.' }]);
  expect(gaps.isDenied('ecs:ListTasks')).toBe(false);
});
