import { objectsAt, textAt } from '../containers.ts';
import { plainSecret } from '../plain-secret.ts';
import { called, type Rule } from '../subject.ts';

/** Variables whose plain value looks like a live secret. The value is never shown. */
export const plainSecrets: Rule = (subject) => {
  for (const container of subject.containers) {
    for (const { path, value } of objectsAt(container, 'environment')) {
      const name = textAt(value, 'name');
      const reason = name === undefined ? undefined : plainSecret(name, textAt(value, 'value') ?? '');
      if (name === undefined || reason === undefined) continue;
      subject.warning(
        path,
        'task-definition/plain-secret',
        `${called(container)} has what seems to be a secret in the plain variable ${name}: ${reason}. Everybody who may describe the task definition can read it.`,
        `Put it into Secrets Manager, remove it from \`environment\`, and add \`{name: ${name}, valueFrom: arn:aws:secretsmanager:...:the/secret's/name}\` under \`secrets\`. Then change it: it is in the history of this file.`,
      );
    }
  }
};
