import type { MonitoredService, MonitoredStack } from '../monitored-stack.ts';

/** Log groups whose errors are one number: those of one service alone, or one that several services share. */
export interface ErrorSource {
  /** What the metric of it is called, and the names of its filters and its alarm end with. */
  readonly name: string;
  readonly groups: readonly string[];
  readonly services: readonly [MonitoredService, ...MonitoredService[]];
}

/** What the name of a source ends with that is one service's. */
const OF_SERVICE = '-errors';

/** The service of a source, by its name; undefined of a group that several share. */
export function serviceOfSource(name: string): string | undefined {
  return name.endsWith(OF_SERVICE) ? name.slice(0, -OF_SERVICE.length) : undefined;
}

/**
 * What of a stack's logs is counted apart: each service by the groups that are its own, and each group that it shares by
 * itself, because whose line it is can't be told.
 */
export function errorSources({ services }: Pick<MonitoredStack, 'services'>): ErrorSource[] {
  const groups = [...new Set(services.flatMap(({ logGroups }) => logGroups))];
  const writers = new Map(
    groups.map((group) => [group, services.filter(({ logGroups }) => logGroups.includes(group))]),
  );
  const isShared = (group: string): boolean => (writers.get(group)?.length ?? 0) > 1;
  return [
    ...services.flatMap((service): ErrorSource[] => {
      const own = service.logGroups.filter((group) => !isShared(group));
      return own.length === 0 ? [] : [{ name: `${service.name}${OF_SERVICE}`, groups: own, services: [service] }];
    }),
    ...groups.filter(isShared).flatMap((group): ErrorSource[] => {
      const [first, ...others] = writers.get(group) ?? [];
      // With a full stop, which no service has in its name: it is called as no service's own.
      return first ? [{ name: `${group}.errors`, groups: [group], services: [first, ...others] }] : [];
    }),
  ];
}
