import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { StopFacts } from './known-text.ts';

/** The first group of a pattern in a text. */
export function found(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1];
}

/** A call that AWS denied: `secretsmanager:GetSecretValue`, on what, and what stands against it. */
export interface DeniedCall {
  readonly action: string | undefined;
  readonly resource: string | undefined;
  /** A sentence, where it is more than a missing permission. */
  readonly obstacle: string | undefined;
}

/** The call that a text calls denied. Source: AWS's "Access denied error messages". */
export function deniedCall(text: string): DeniedCall {
  const resource = found(text, /on resource: (\S+?)(?:[.,;]?(?:\s|$))/);
  const deny = found(text, /with an explicit deny in (?:an? |the )?([\w -]+? policy|permissions boundary)/);
  const missing = found(text, /because no ([\w -]+? (?:policy|boundary)) allows/);
  const isOwnPolicy = missing === undefined || missing.startsWith('identity-based');
  return {
    action: found(text, /not authorized to perform:? ([\w-]+:\w+)/),
    resource: resource === '*' ? undefined : resource,
    obstacle: deny
      ? `An explicit deny stands in the way, in the ${deny}.`
      : isOwnPolicy
        ? undefined
        : `It is the ${missing} that does not allow it.`,
  };
}

/** `the execution role amply-task-execution`: it pulls, logs and reads secrets before the container runs. */
export function executionRole(revision: TaskDefinition | undefined): string {
  const name = revision?.executionRoleArn?.split('/').at(-1);
  return name === undefined ? 'the execution role' : `the execution role ${name}`;
}

/** The definition of the container that the facts are about. */
export function containerOf({ container, revision }: StopFacts): ContainerDefinition | undefined {
  const all = revision?.containerDefinitions ?? [];
  return all.find(({ name }) => name === container) ?? (all.length === 1 ? all[0] : undefined);
}

/** `container api`, or `a container` where nobody knows which. */
export function containerName(facts: StopFacts): string {
  const name = facts.container ?? containerOf(facts)?.name;
  return name === undefined ? 'a container' : `container ${name}`;
}

/** `DATABASE_URL of container api`: the variable that takes its value from there. */
export function variableOf(valueFrom: string, { revision }: StopFacts): string | undefined {
  const users = (revision?.containerDefinitions ?? []).flatMap(({ name = '?', secrets = [] }) =>
    secrets
      .filter(({ valueFrom: from = '' }) => from === valueFrom || from.startsWith(`${valueFrom}:`))
      .map((secret) => `${secret.name ?? '?'} of container ${name}`),
  );
  return users[0];
}

/** A platform in AWS's words: `LINUX/ARM64`. Fargate takes X86_64 where nothing is said. */
export function platformOf(revision: TaskDefinition | undefined): string {
  const { operatingSystemFamily = 'LINUX', cpuArchitecture = 'X86_64' } = revision?.runtimePlatform ?? {};
  return `${operatingSystemFamily}/${cpuArchitecture}`;
}
