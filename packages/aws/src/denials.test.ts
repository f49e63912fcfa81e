import { expect, test } from '@jest/globals';
import { Denials } from './denials.ts';
import { explain } from './errors.ts';
import { sdkError } from './testing/a-wire.ts';

const denied = (operation: 'ecs:ListTasks' | 'ecs:CreateCluster', message = 'no') =>
  Promise.reject(explain(sdkError('AccessDeniedException', message), operation, {}));

test('what is denied is undefined, with one notice a permission that names all that is lost', async () => {
  const denials = new Denials();
  await expect(denials.without('The first is lost.', () => denied('ecs:ListTasks'))).resolves.toBeUndefined();
  await expect(denials.without('The second is lost.', () => denied('ecs:ListTasks'))).resolves.toBeUndefined();
  expect(denials.all).toEqual([{ permission: 'ecs:ListTasks', lost: 'The first is lost. The second is lost.' }]);
  expect(denials.has('ecs:ListTasks')).toBe(true);
  expect(denials.has('ecs:DescribeTasks')).toBe(false);
});

test('the notice names the permission that AWS missed, which may not be the operation’s own', async () => {
  const denials = new Denials();
  const message = 'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: ecs:TagResource on resource: *';
  await denials.without('Tags are lost.', () => denied('ecs:CreateCluster', message));
  expect(denials.all).toEqual([{ permission: 'ecs:TagResource', lost: 'Tags are lost.' }]);
});

test('what is answered is the answer', async () => {
  const denials = new Denials();
  await expect(denials.without('lost', async () => 7)).resolves.toBe(7);
  expect(denials.all).toEqual([]);
});

test.each([
  ['another failure of AWS', explain(sdkError('ServerException', 'no', 500), 'ecs:ListTasks', {})],
  ['a bug', new TypeError('x is not a function')],
])('%s is thrown', async (_name, error) => {
  const denials = new Denials();
  await expect(denials.without('lost', () => Promise.reject(error))).rejects.toBe(error);
  expect(denials.all).toEqual([]);
});

test('what the run goes on without can be noted', () => {
  const denials = new Denials();
  denials.note('ecs:TagResource', 'First.');
  denials.note('ecs:TagResource', 'Second.');
  denials.note('ecs:TagResource', 'First.');
  expect(denials.all).toEqual([{ permission: 'ecs:TagResource', lost: 'First. Second.' }]);
});
