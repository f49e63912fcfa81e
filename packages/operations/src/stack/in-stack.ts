import type { Refusal } from '@fargate-actions/singleton';

/** A refusal as a run of the whole stack shows it: the inputs that its hint names are those of another action. */
export function inStack(refusal: Refusal): Refusal {
  const { hint } = refusal;
  return OF_THE_OTHER.test(hint)
    ? { ...refusal, hint: `${hint} That input belongs to enforce-beat-singleton.` }
    : refusal;
}

const OF_THE_OTHER = /mode: (?:enforce|deploy)|stop-strays|drain-minutes/;
