import type { Diagnostics, Position } from '@fargate-actions/documents';

/** Source: reference/ecs-facts.md, "ECR". */
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const SHORTEST = 2;
const LONGEST = 256;

/** Reports why a text is no name of an ECR repository; whether it is one. */
export function checkRepositoryName(name: string, at: Position | undefined, diagnostics: Diagnostics): boolean {
  const problem = problemOf(name);
  if (!problem) return true;
  diagnostics.error(
    at,
    'repository/name',
    `${JSON.stringify(name)} is no name of an ECR repository: ${problem.why}`,
    problem.hint,
  );
  return false;
}

function problemOf(name: string): { why: string; hint: string } | undefined {
  if (/^https?:|\.dkr[.-]ecr/.test(name)) {
    const rest = name.replace(/^https?:\/\//, '').replace(/^[^/]*\/?/, '');
    return { why: 'it has the registry in it.', hint: `Leave the registry out: ${JSON.stringify(rest)}.` };
  }
  if (/[:@]/.test(name)) {
    return { why: 'it has a tag or a digest in it.', hint: 'Leave it out; tags are an input of their own.' };
  }
  if (name.length < SHORTEST || name.length > LONGEST) {
    return { why: `it has ${name.length} characters.`, hint: `It has ${SHORTEST} to ${LONGEST}.` };
  }
  if (name.split('/').every((part) => PART.test(part))) return undefined;
  if (/[A-Z]/.test(name)) {
    return { why: 'it has capital letters.', hint: `Write ${JSON.stringify(name.toLowerCase())}.` };
  }
  return {
    why: 'it takes lowercase letters and digits, and between them `.`, `_`, `__`, `-` or `/`.',
    hint: 'Write it like `team/shop-api`.',
  };
}
