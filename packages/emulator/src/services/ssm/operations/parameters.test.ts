import type { PutParameterRequest } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';

import type { Emulator } from '../../../emulator.ts';
import { anAccount } from '../../../../test/world/an-account.ts';

const put = (emulator: Emulator, changes: Partial<PutParameterRequest> = {}): unknown =>
  emulator.call('ssm:PutParameter', { Name: '/locks/beat', Value: 'run 1', Type: 'String', ...changes });

const value = (emulator: Emulator): unknown => emulator.call('ssm:GetParameter', { Name: '/locks/beat' });

test('a second creation is refused, and changes nothing', () => {
  const emulator = anAccount();
  expect(put(emulator)).toEqual({ Version: 1, Tier: 'Standard' });
  expect(() => put(emulator, { Value: 'run 2' })).toThrow(expect.objectContaining({ name: 'ParameterAlreadyExists' }));
  expect(value(emulator)).toMatchObject({
    Parameter: { Value: 'run 1', Version: 1, LastModifiedDate: expect.any(Date) },
  });
});

test('overwriting counts the version up', () => {
  const emulator = anAccount();
  put(emulator);
  expect(put(emulator, { Value: 'run 2', Overwrite: true })).toMatchObject({ Version: 2 });
  expect(value(emulator)).toMatchObject({ Parameter: { Value: 'run 2', Version: 2 } });
});

test('what is deleted is gone, and gone only once', () => {
  const emulator = anAccount();
  put(emulator);
  const remove = () => emulator.call('ssm:DeleteParameter', { Name: '/locks/beat' });
  remove();
  for (const missing of [remove, () => value(emulator)])
    expect(missing).toThrow(expect.objectContaining({ name: 'ParameterNotFound' }));
});

test('the name of a deleted parameter can be used again after 30 s', () => {
  const emulator = anAccount();
  put(emulator);
  emulator.call('ssm:DeleteParameter', { Name: '/locks/beat' });
  emulator.advance(29);
  for (const Overwrite of [false, true])
    expect(() => put(emulator, { Overwrite })).toThrow(expect.objectContaining({ name: 'TooManyUpdates' }));
  expect(emulator.world.parameters).toEqual([]);
  emulator.advance(1);
  expect(put(emulator)).toMatchObject({ Version: 1 });
});

test.each([
  { name: 'no value', changes: { Value: '' }, says: "'value'" },
  { name: 'no type', changes: { Type: undefined }, says: 'type is required' },
  { name: 'a name that AWS keeps for itself', changes: { Name: '/aws/lock' }, says: "can't be prefixed" },
  { name: 'a name with blanks', changes: { Name: '/a lock' }, says: 'letters, numbers' },
  { name: 'a path without its first slash', changes: { Name: 'locks/beat' }, says: 'fully qualified' },
  { name: 'a value that is too long', changes: { Value: 'x'.repeat(4097) }, says: '4096 characters' },
  { name: 'a reference as value', changes: { Value: '{{other}}' }, says: 'nest another parameter' },
  {
    name: 'tags with Overwrite',
    changes: { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
    says: 'tags and overwrite',
  },
])('refused: $name', ({ changes, says }) => {
  const emulator = anAccount();
  expect(() => put(emulator, changes)).toThrow(
    expect.objectContaining({ name: 'ValidationException', message: expect.stringContaining(says) }),
  );
  expect(emulator.world.parameters).toEqual([]);
});
