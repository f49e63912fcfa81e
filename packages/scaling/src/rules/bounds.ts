import type { Path, Subject } from '@fargate-actions/documents';

/** Reports a number outside of its bounds. */
export function checkBounds(subject: Subject, path: Path, [least, most]: readonly [number, number]): void {
  const value = subject.number(path);
  if (value === undefined || (value >= least && value <= most)) return;
  const bounds = most === Infinity ? `at least ${least}` : `from ${least} to ${most}`;
  subject.error(path, 'scaling/bounds', `${String(path.at(-1))} is ${bounds}, and here is ${value}.`);
}
