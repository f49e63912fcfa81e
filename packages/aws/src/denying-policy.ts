/**
 * The policies that AWS names when it denies a call, and what changes each.
 *
 * Source: IAM user guide, "Troubleshoot access denied error messages".
 */
const POLICIES: readonly (readonly [kind: RegExp, name: string, whom: string])[] = [
  [
    /service control policy/i,
    'service control policy',
    "ask whoever manages your AWS organization; the role's own policy can't change it",
  ],
  [
    /resource control policy/i,
    'resource control policy',
    "ask whoever manages your AWS organization; the role's own policy can't change it",
  ],
  [
    /permissions boundary/i,
    'permissions boundary',
    'ask whoever set the boundary of the role to allow it there; the role needs it in its own policy too',
  ],
  [
    /session policy/i,
    'session policy',
    'look at `inline-session-policy` and `managed-session-policies` of aws-actions/configure-aws-credentials',
  ],
  [
    /vpc endpoint policy/i,
    'VPC endpoint policy',
    'ask whoever manages the network of the runner: the call goes through an endpoint of its VPC',
  ],
  [
    /resource-based policy/i,
    'resource-based policy',
    'change the policy of the resource itself, or ask the account that owns it',
  ],
];

/** Which policy AWS says denies a permission, and what to do: by default the role's own lacks it. */
export function denialRemedy(permission: string, message: string): string {
  const isExplicit = /explicit deny/i.test(message);
  const found = POLICIES.find(([kind]) => kind.test(message));
  if (found) return `A ${found[1]} ${isExplicit ? 'denies' : 'does not allow'} ${permission}: ${found[2]}.`;
  return isExplicit
    ? `A policy denies ${permission} explicitly, which no other policy can undo: remove the deny, or ask whoever set it.`
    : `Add ${permission} to the policy of the role that this job assumes.`;
}
