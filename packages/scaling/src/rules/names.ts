import type { Subject } from '@fargate-actions/documents';

/** Names are no longer. Source: botocore's model of Application Auto Scaling. */
const LONGEST = 256;

/** What a name may not have, said in words. */
interface Forbidden {
  readonly characters: RegExp;
  readonly words: string;
}

// Printable characters. Source: botocore's model, PolicyName.
const OF_POLICIES: Forbidden = { characters: /\p{Cc}/u, words: 'control characters' };
// Source: reference/ecs-facts.md, "Application Auto Scaling".
const OF_ACTIONS: Forbidden = { characters: /[:/|\p{Cc}]|^ | $/u, words: 'any of `: / |`, or blanks at its ends' };

/** Checks the name of a policy. */
export function checkPolicyName(subject: Subject): void {
  checkName(subject, 'policyName', OF_POLICIES);
}

/** Checks the name of a scheduled action. */
export function checkActionName(subject: Subject): void {
  checkName(subject, 'scheduledActionName', OF_ACTIONS);
}

function checkName(subject: Subject, field: string, { characters, words }: Forbidden): void {
  const name = subject.text([field]);
  if (name === undefined) return;
  if (characters.test(name)) {
    subject.error([field], 'scaling/name', `${field} can't have ${words}, and here is ${JSON.stringify(name)}.`);
  }
  if (name.length > LONGEST) {
    subject.error([field], 'scaling/name', `${field} has at most ${LONGEST} characters, and here are ${name.length}.`);
  }
}
