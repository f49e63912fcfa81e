import type { Diagnostics } from '@fargate-actions/documents';
import { selectServices } from './select-services.ts';
import type { Stack, StackService } from './stack.ts';

/** The singletons that a run is for, by their names in the stack or in ECS; all without names. */
export function selectSingletons(
  stack: Stack,
  names: readonly string[] | undefined,
  diagnostics: Diagnostics,
): StackService[] {
  const selected = selectServices(stack, names, diagnostics);
  const singletons = selected.filter(({ isSingleton }) => isSingleton);
  const isNamed = names !== undefined && names.length > 0;
  for (const { key } of isNamed ? selected.filter(({ isSingleton }) => !isSingleton) : []) {
    diagnostics.error(
      stack.document.at(['services', key]),
      'singleton/not-one',
      `The service ${key} of the stack is no singleton.`,
      'Add `singleton: true` to it, or deploy it with deploy-ecs-service.',
    );
  }
  if (singletons.length === 0 && !diagnostics.hasErrors) {
    diagnostics.error(
      stack.document.at(['services']),
      'singleton/none',
      `No service of the stack ${stack.name} is a singleton.`,
      'Add `singleton: true` to the service that runs beat.',
    );
  }
  return singletons;
}
