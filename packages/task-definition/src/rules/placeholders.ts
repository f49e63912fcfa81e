import type { Path } from '@fargate-actions/documents';
import { objectAt, objectsAt, textAt, type Found } from '../containers.ts';
import { leftPlaceholder, PLACEHOLDER_RULE, placeholderIn } from '../placeholder.ts';
import type { Rule } from '../subject.ts';

/** Texts in which a placeholder can only be one that was left over; a variable's value may hold `${...}` for a shell. */
export const placeholders: Rule = (subject) => {
  const { definition, containers } = subject;
  const suspects = [
    ...textsIn(definition, ['family', 'taskRoleArn', 'executionRoleArn', 'cpu', 'memory']),
    ...containers.flatMap((container) => {
      const logging = objectAt(container, 'logConfiguration');
      return [
        ...textsIn(container, ['name', 'image']),
        ...objectsAt(container, 'secrets').flatMap((secret) => textsIn(secret, ['valueFrom'])),
        ...objectsAt(container, 'environmentFiles').flatMap((file) => textsIn(file, ['value'])),
        ...objectsAt(container, 'portMappings').flatMap((port) => textsIn(port, ['name', 'containerPortRange'])),
        ...(logging ? optionTexts(logging) : []),
      ];
    }),
  ];
  for (const { path, text } of suspects) {
    const placeholder = placeholderIn(text);
    if (placeholder === undefined) continue;
    const { message, hint } = leftPlaceholder(path, placeholder);
    subject.error(path, PLACEHOLDER_RULE, message, hint);
  }
};

interface Suspect {
  readonly path: Path;
  readonly text: string;
}

function textsIn(found: Found, keys: readonly string[]): readonly Suspect[] {
  return keys.flatMap((key) => {
    const text = textAt(found.value, key);
    return text === undefined ? [] : [{ path: [...found.path, key], text }];
  });
}

/** A pattern may hold anything; where logs go may not. */
function optionTexts(logging: Found): readonly Suspect[] {
  const options = objectAt(logging, 'options');
  return options ? textsIn(options, ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']) : [];
}
