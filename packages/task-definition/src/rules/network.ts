import { isSet, textAt } from '../containers.ts';
import { called, type Rule } from '../subject.ts';

/** Not with awsvpc, on EC2 either. Source: type documentation of the SDK, ContainerDefinition. */
const NOT_WITH_AWSVPC = ['hostname', 'extraHosts', 'links'] as const;

/** What a container cannot set when its task has a network interface of its own. */
export const network: Rule = (subject) => {
  if (textAt(subject.definition.value, 'networkMode') !== 'awsvpc') return;
  for (const container of subject.containers) {
    for (const key of NOT_WITH_AWSVPC.filter((field) => isSet(container.value[field]))) {
      // Fargate's own rule has already said so.
      if (subject.isFargate && key !== 'hostname') continue;
      subject.error(
        [...container.path, key],
        'task-definition/network',
        `${called(container)} sets \`${key}\`, which networkMode awsvpc does not support.`,
        'Remove it.',
      );
    }
  }
};
