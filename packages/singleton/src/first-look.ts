import { GUARDS } from './guards.ts';
import { observer } from './look/look.ts';
import { firstMemory } from './memory.ts';
import type { Observation } from './observation.ts';
import { planSingleton } from './plan/plan-singleton.ts';
import type { Refusal } from './refusal.ts';
import { refusalsBeside, refusalsOf } from './refusals.ts';
import type { SingletonContext } from './singleton-context.ts';
import type { SingletonWanted } from './wanted.ts';

/**
 * Looks at a singleton once, as a run that begins does.
 *
 * @throws AwsError where what it can't do without is denied.
 */
export function lookOnce(wanted: SingletonWanted, context: SingletonContext): Promise<Observation> {
  return observer(wanted, GUARDS.lists, context).look(firstMemory(context.clock.now()));
}

/**
 * What a run that begins now would refuse, and warn of: known before it writes anything. Pure.
 *
 * @param createsIt whether the service is created first, where it is not there.
 */
export function refusedAtFirst(seen: Observation, wanted: SingletonWanted, createsIt: boolean): readonly Refusal[] {
  if (createsIt && (!seen.service || seen.service.status === 'INACTIVE')) return refusalsBeside(seen, wanted);
  const step = planSingleton(seen, wanted);
  return step.kind === 'refuse' ? step.refusals : refusalsOf(seen, wanted);
}
