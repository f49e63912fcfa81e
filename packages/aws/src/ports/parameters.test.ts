import { virtualAws } from '@fargate-actions/emulator';
import { expect, test } from '@jest/globals';
import { awsPorts } from '../aws.ts';
import { aWire, fails, sdkError } from '../../test/a-wire.ts';

const LOCK = '/fargate-actions/lock/prod/beat';

/** The emulator, its clock, and the parameters of its account. */
function anAccount(options: Parameters<typeof virtualAws>[0] = {}) {
  const { emulator, clock, wire } = virtualAws(options);
  return { emulator, clock, parameters: awsPorts(wire, clock).parameters };
}

test('of two that create the same parameter at once, one is told that it has', async () => {
  const { clock, parameters } = anAccount();
  const created = await clock.run(
    Promise.all(['a', 'b'].map((owner) => parameters.create(LOCK, owner, 'Who replaces beat'))),
  );
  expect(created.filter(Boolean)).toHaveLength(1);
  const winner = created[0] ? 'a' : 'b';
  await expect(clock.run(parameters.find(LOCK))).resolves.toEqual({
    name: LOCK,
    value: winner,
    writtenAt: expect.any(Date),
  });
});

test('a deleted parameter is gone, may be deleted again, and can be created anew', async () => {
  const { clock, parameters } = anAccount();
  await clock.run(parameters.create(LOCK, 'a', 'x'));
  await clock.run(parameters.delete(LOCK));
  await expect(clock.run(parameters.find(LOCK))).resolves.toBeUndefined();
  await expect(clock.run(parameters.delete(LOCK))).resolves.toBeUndefined();
  await expect(clock.run(parameters.create(LOCK, 'b', 'x'))).resolves.toBe(true);
});

test.each([
  { operation: 'ssm:PutParameter', write: 'create' },
  { operation: 'ssm:DeleteParameter', write: 'delete' },
] as const)(
  'a lost answer to $operation is the caller’s to clear up: it is not sent again',
  async ({ operation, write }) => {
    const { clock, emulator, parameters } = anAccount();
    if (write === 'delete') await clock.run(parameters.create(LOCK, 'a', 'x'));
    emulator.changeScenario({ faults: [{ operation, error: 'ConnectionLost', effect: 'after' }] });
    const sending: Promise<unknown> = write === 'create' ? parameters.create(LOCK, 'a', 'x') : parameters.delete(LOCK);
    await expect(clock.run(sending)).rejects.toMatchObject({ kind: 'lost', operation });
    expect(emulator.requests.filter((request) => operation.endsWith(request.operation))).toHaveLength(1);
  },
);

test('a create that AWS refuses because of a concurrent one is tried again: it did not happen', async () => {
  let tries = 0;
  const { clock } = virtualAws();
  const wire = aWire({
    'ssm:PutParameter': () => {
      tries += 1;
      if (tries === 1) throw sdkError('TooManyUpdates');
      throw sdkError('ParameterAlreadyExists');
    },
  });
  await expect(clock.run(awsPorts(wire, clock).parameters.create(LOCK, 'a', 'x'))).resolves.toBe(false);
  expect(tries).toBe(2);
});

test('a parameter that may not be read is no missing one', async () => {
  const { clock } = virtualAws();
  const { parameters } = awsPorts(aWire({ 'ssm:GetParameter': fails(sdkError('AccessDeniedException')) }), clock);
  await expect(parameters.find(LOCK)).rejects.toMatchObject({ kind: 'denied', permission: 'ssm:GetParameter' });
});
