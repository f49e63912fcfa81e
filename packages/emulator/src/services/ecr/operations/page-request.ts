import { Fault } from '../../../fault.ts';
import type { World } from '../../../world/world.ts';
import { within } from '../../required.ts';

/** Which page a request asks for. */
export function pageRequest(world: World, input: { nextToken?: string | undefined; maxResults?: number | undefined }) {
  within(input.maxResults, 'maxResults', [1, 1000], 'InvalidParameterException');
  return {
    token: input.nextToken,
    size: input.maxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterException', 'Invalid parameter at nextToken'),
  };
}
