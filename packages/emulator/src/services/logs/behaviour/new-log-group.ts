import type { LogGroup } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';

/** A log group as it is where nobody set anything: it keeps what it has for ever. */
export function newLogGroup(world: World, name: string): LogGroup {
  return {
    name,
    arn: arn(world, 'logs', `log-group:${name}`),
    createdAt: world.now,
    streams: [],
    metricFilters: [],
    tags: {},
  };
}
