import { Fault } from '../../../fault.ts';
import type { EventRule } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { required } from '../../required.ts';

/** A rule of the default bus. Throws ResourceNotFoundException where there is none. */
export function findRule(world: World, rule: string | undefined, bus: string | undefined): EventRule {
  const wanted = required(rule, 'name');
  onDefaultBus(world, bus);
  const found = world.eventRules.find(({ name }) => name === wanted);
  if (!found) throw new Fault('ResourceNotFoundException', `Rule ${wanted} does not exist on EventBus ${DEFAULT_BUS}.`);
  return found;
}

/** The bus that every account has, and the only one here. */
export const DEFAULT_BUS = 'default';

/** Throws ResourceNotFoundException for any bus but the default one. */
export function onDefaultBus({ account, region }: World, bus = DEFAULT_BUS): void {
  if (bus !== DEFAULT_BUS && bus !== `arn:aws:events:${region}:${account}:event-bus/${DEFAULT_BUS}`)
    throw new Fault('ResourceNotFoundException', `Event bus ${bus} does not exist.`);
}

/** Puts a rule in the place of the one that was there. */
export function replaceRule(world: World, known: EventRule, rule: EventRule): void {
  world.eventRules.splice(world.eventRules.indexOf(known), 1, rule);
}
