import { didYouMean, isObject, valueAt, type Diagnostics } from '@fargate-actions/documents';
import type { Stack, StackService } from './stack.ts';

/** The services that a run is for, by their names in the stack or in ECS; all without names. */
export function selectServices(
  stack: Stack,
  names: readonly string[] | undefined,
  diagnostics: Diagnostics,
): StackService[] {
  if (names === undefined || names.length === 0) return [...stack.services];
  const known = stack.services.flatMap(({ key, name }) => [key, name]);
  const selected = names.flatMap((wanted) => {
    const { services } = stack;
    const service = services.find(({ key }) => key === wanted) ?? services.find(({ name }) => name === wanted);
    if (service) return [service];
    // It may be one of those whose files could not be read, which was reported.
    if (hasUnread(stack)) return [];
    const nearest = didYouMean(wanted, known);
    diagnostics.error(
      undefined,
      'inputs/unknown-service',
      `The stack ${stack.name} has no service \`${wanted}\`.`,
      nearest ? `Did you mean ${nearest}?` : `There are: ${stack.services.map(({ key }) => key).join(', ')}.`,
    );
    return [];
  });
  // One service may be named by both of its names.
  return [...new Set(selected)];
}

/** Whether files of some services could not be read. */
export function hasUnread({ services, document }: Stack): boolean {
  const written = valueAt(document.value, ['services']);
  return isObject(written) && Object.keys(written).length > services.length;
}

/** Whether a service is one that the run is for; of one that could not be read that may have to be guessed. */
export function chosenBy(names: readonly string[] = [], services: readonly StackService[]) {
  const isNamed = ({ key, name }: StackService): boolean => names.includes(key) || names.includes(name);
  const areAllKnown = names.every((wanted) => services.some(({ key, name }) => key === wanted || name === wanted));
  return (service: StackService | undefined): boolean =>
    names.length === 0 || (service ? isNamed(service) : !areAllKnown);
}
