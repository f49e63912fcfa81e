import { awsPorts, systemClock, type Wire } from '@fargate-actions/aws';
import { expect, test } from '@jest/globals';
import { gapNotices } from './gap-notices.ts';

const NOT_AUTHORIZED = 'User: arn:aws:sts::1:assumed-role/a/b is not authorized to perform: sts:GetCallerIdentity';

/** AWS that denies every call with these words. */
function denying(message: string): Wire {
  const error = Object.assign(new Error(message), {
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 400 },
  });
  return { call: () => Promise.reject(error) };
}

test.each([
  { says: 'because no identity-based policy allows it', hint: /^Add sts:GetCallerIdentity to the policy of the role/ },
  {
    says: 'with an explicit deny in an identity-based policy',
    hint: /^A policy denies sts:GetCallerIdentity explicitly/,
  },
  {
    says: 'with an explicit deny in a service control policy',
    hint: /^A service control policy denies .*organization/,
  },
  { says: 'because no service control policy allows it', hint: /^A service control policy does not allow / },
  {
    says: 'because no permissions boundary allows it',
    hint: /^A permissions boundary does not allow .*set the boundary/,
  },
  { says: 'because no session policy allows it', hint: /^A session policy does not allow .*configure-aws-credentials/ },
  { says: 'because no VPC endpoint policy allows it', hint: /^A VPC endpoint policy does not allow .*the network/ },
])('the notice of a denial names the policy that AWS names: $says', async ({ says, hint }) => {
  const aws = awsPorts(denying(`${NOT_AUTHORIZED} ${says}`), systemClock);
  await aws.gaps.optional('The account is not known.', () => aws.identity());
  const [notice, ...others] = gapNotices(aws.gaps.all);
  expect(others).toEqual([]);
  expect(notice).toMatchObject({
    rule: 'aws/denied',
    severity: 'notice',
    message: 'sts:GetCallerIdentity is denied. The account is not known.',
    hint: expect.stringMatching(hint),
  });
  // The role's ARN is in errors, and in no notice of every run.
  expect(notice?.hint).toMatch(/\. Or leave it so\.$/);
  expect(notice?.hint).not.toContain('assumed-role');
});
