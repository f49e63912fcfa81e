import { didYouMean, type Diagnostics, type Document } from '@fargate-actions/documents';
import type { StackFile } from './schema.ts';
import type { StackService } from './stack.ts';

/** `after` names services of the stack, and no cycle of them. */
export function checkAfter(file: StackFile, document: Document, diagnostics: Diagnostics): void {
  const keys = Object.keys(file.services);
  for (const [key, { after = [] }] of Object.entries(file.services)) {
    after.forEach((name, index) => {
      if (keys.includes(name)) return;
      const nearest = didYouMean(name, keys);
      diagnostics.error(
        document.at(['services', key, 'after', index]),
        'stack/unknown-service',
        `\`after\` of ${key} names an unknown service: ${name}.`,
        nearest ? `Did you mean ${nearest}?` : `Services of this stack: ${keys.join(', ')}.`,
      );
    });
    const cycle = cycleFrom(key, file);
    if (!cycle) continue;
    diagnostics.error(
      document.at(['services', key, 'after']),
      'stack/cycle',
      `These services wait for each other: ${cycle.join(' -> ')}.`,
      'Take one `after` of the cycle out.',
    );
  }
}

/** The way from a service back to itself along `after`, if there is one. */
function cycleFrom(start: string, { services }: StackFile): string[] | undefined {
  const visited = new Set<string>();
  const search = (key: string, way: readonly string[]): string[] | undefined => {
    for (const next of services[key]?.after ?? []) {
      if (next === start) return [...way, next];
      if (visited.has(next)) continue;
      visited.add(next);
      const found = search(next, [...way, next]);
      if (found) return found;
    }
    return undefined;
  };
  return search(start, [start]);
}

/** Two entries for one ECS service would update it one after the other. */
export function checkNames(services: readonly StackService[], document: Document, diagnostics: Diagnostics): void {
  for (const service of services) {
    const other = services.find((candidate) => candidate.name === service.name);
    if (other && other !== service) {
      diagnostics.error(
        document.keyAt(['services', service.key]),
        'stack/same-service',
        `${other.key} and ${service.key} are both the ECS service ${service.name}.`,
        'Give one of them another serviceName.',
      );
    }
  }
}
