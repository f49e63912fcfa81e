import { expect, test } from '@jest/globals';
import { emptyWorld } from './world.ts';
import { signatureFault, signatureTime } from './signature.ts';

const SIGNED = Date.UTC(2026, 10, 30, 22);

test.each([
  { name: 'five minutes later', seconds: 300, says: undefined },
  { name: 'five minutes before', seconds: -300, says: undefined },
  {
    name: 'more than five minutes later',
    seconds: 301,
    says: 'Signature expired: 20261130T220000Z is now earlier than 20261130T220001Z (20261130T220501Z - 5 min.)',
  },
  {
    name: 'more than five minutes before',
    seconds: -301,
    says: 'Signature not yet current: 20261130T220000Z is still later than 20261130T215959Z (20261130T215459Z + 5 min.)',
  },
])('a request that arrives $name than it was signed', ({ seconds, says }) => {
  expect(signatureFault(emptyWorld({}), SIGNED, SIGNED + seconds * 1000)?.message).toBe(says);
});

test('the time of a signature is that of its header', () => {
  expect(signatureTime('20261130T220000Z')).toBe(SIGNED);
  expect(signatureTime(undefined)).toBeUndefined();
});
