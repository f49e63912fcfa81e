import type { Diagnostics } from '@fargate-actions/documents';
import { SINGLETON_ACTION } from '@fargate-actions/service';
import type { Stack, StackService } from './stack.ts';

/** Services of a stack, by the action that deploys them. */
export interface Parted {
  readonly services: readonly StackService[];
  /** Left alone by this one. */
  readonly singletons: readonly StackService[];
}

/**
 * Leaves the singletons of a stack to the action that never starts a second task.
 *
 * One that is named is an error, and so is a stack of nothing else: a green run that deployed nothing would be believed.
 * Source: contracts.md, "The singleton", "Who deploys it".
 *
 * @param names those that the run names; none means all.
 */
export function leaveSingletons(
  selected: readonly StackService[],
  stack: Stack,
  names: readonly string[] | undefined,
  diagnostics: Diagnostics,
): Parted {
  const singletons = selected.filter(({ isSingleton }) => isSingleton);
  const services = selected.filter(({ isSingleton }) => !isSingleton);
  if (singletons.length === 0) return { services, singletons };
  const isNamed = names !== undefined && names.length > 0;
  const keys = singletons.map(({ key }) => key).join(' and ');
  if (isNamed) {
    diagnostics.error(
      undefined,
      'singleton/other-action',
      `${keys} may never run twice (\`singleton: true\`): this action does not deploy it, because a rolling deployment can start the new task beside the old one.`,
      `Take it out of \`services\`, and add a step that uses ${SINGLETON_ACTION} with the same \`stack\`.`,
    );
  } else if (services.length === 0) {
    diagnostics.error(
      undefined,
      'singleton/nothing-else',
      `The stack ${stack.name} has nothing for this action to deploy: ${keys} may never run twice (\`singleton: true\`).`,
      `Use ${SINGLETON_ACTION} with the same \`stack\` in its place.`,
    );
  } else {
    diagnostics.notice(
      undefined,
      'singleton/left-alone',
      `${keys} may never run twice (\`singleton: true\`): this action leaves it alone.`,
      `Add a step that uses ${SINGLETON_ACTION} with the same \`stack\`.`,
    );
    for (const { key, after } of services) noteOrder(key, after, singletons, stack, diagnostics);
  }
  return { services, singletons };
}

/** Who comes after a singleton is not kept waiting for what another step deploys. */
function noteOrder(
  key: string,
  after: readonly string[],
  singletons: readonly StackService[],
  stack: Stack,
  diagnostics: Diagnostics,
): void {
  const before = singletons.map((singleton) => singleton.key).filter((singleton) => after.includes(singleton));
  if (before.length === 0) return;
  diagnostics.notice(
    stack.document.at(['services', key, 'after']),
    'singleton/order',
    `${key} comes after ${before.join(' and ')}, which this action does not deploy: it does not wait for it.`,
    `Put the step that uses ${SINGLETON_ACTION} before this one.`,
  );
}
