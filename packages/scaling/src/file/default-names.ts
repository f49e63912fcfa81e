import type { Diagnostics, Document } from '@fargate-actions/documents';
import { managedPrefix, type ScaledService } from '../scaled-service.ts';

/** Names are no longer. Source: botocore's model of Application Auto Scaling. */
const LONGEST = 256;

/** What a name is for is said in no more than this, so that the stack and the service have room before it. */
const LONGEST_SUBJECT = 100;

/** The name of what a service has once: the stack, the service, as much of it as fits, and what it is for. */
export function defaultName(service: ScaledService, subject: string): string {
  const end = `-${subject.replace(/[^\w.-]+/g, '-')}`.slice(0, LONGEST_SUBJECT);
  return `${managedPrefix(service)}${service.name}`.slice(0, LONGEST - end.length) + end;
}

/** What may have a name of its own. */
interface Nameable {
  readonly name: string | undefined;
  readonly document: Document;
}

/**
 * Gives a name to what has none, where only one thing of a service is for the same. A second one needs a name of its own:
 * were they told apart by their order, to take the first away would rename the second.
 *
 * It rests on nothing that changes when a value does, so that a second run finds what the first one made.
 *
 * @param field that has the name in a file.
 */
export function named<Item extends Nameable>(
  items: readonly Item[],
  service: ScaledService,
  field: 'policyName' | 'scheduledActionName',
  subject: (item: Item) => string,
  diagnostics: Diagnostics,
): (Omit<Item, 'name'> & { readonly name: string })[] {
  const given = new Set<string>();
  return items.map((item) => {
    if (item.name !== undefined) return { ...item, name: item.name };
    const name = defaultName(service, subject(item));
    if (given.has(name)) {
      const what = field === 'policyName' ? 'policy' : 'scheduled action';
      diagnostics.error(
        item.document.at(),
        'scaling/needs-name',
        `This ${what} has no name, and neither has another one like it: which is which could not be told in the next run.`,
        `Give it one, and keep it: \`${field}: ${field === 'policyName' ? 'by-requests' : 'evening'}\`.`,
      );
    }
    // The error is told: that the two are called the same is not worth another one.
    const own = given.has(name) ? `${name}-${given.size + 1}` : name;
    given.add(own);
    return { ...item, name: own };
  });
}
