import { managedPrefix, type ScaledService } from '../scaled-service.ts';

/** Names are no longer. Source: botocore's model of Application Auto Scaling. */
const LONGEST = 256;

/**
 * Gives a name to what has none: the stack, the service, and what it is for; the second of the same with a number.
 *
 * It rests on nothing that changes when a value does, so that a second run finds what the first one made.
 */
export function named<Item extends { readonly name: string | undefined }>(
  items: readonly Item[],
  service: ScaledService,
  subject: (item: Item) => string,
): (Omit<Item, 'name'> & { readonly name: string })[] {
  const taken = new Set(items.flatMap(({ name }) => name ?? []));
  return items.map((item) => {
    if (item.name !== undefined) return { ...item, name: item.name };
    const base = `${managedPrefix(service)}${service.name}-${subject(item).replace(/[^\w.-]+/g, '-')}`.slice(
      0,
      LONGEST - 4,
    );
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
    taken.add(name);
    return { ...item, name };
  });
}
