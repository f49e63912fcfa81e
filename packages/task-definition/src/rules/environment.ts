import { parseArn } from '../arn.ts';
import { objectsAt, repeated, textAt } from '../containers.ts';
import { placeholderIn } from '../placeholder.ts';
import { called, type Rule } from '../subject.ts';

/** Variables are given once, and not as a secret too: AWS refuses that. */
export const environment: Rule = (subject) => {
  for (const container of subject.containers) {
    const variables = objectsAt(container, 'environment');
    const names = variables.map(({ value }) => textAt(value, 'name'));
    const secretNames = new Set(objectsAt(container, 'secrets').map(({ value }) => textAt(value, 'name')));
    const again = repeated(names);
    variables.forEach(({ path }, index) => {
      const name = names[index];
      if (name === undefined) return;
      if (secretNames.has(name)) {
        subject.error(
          [...path, 'name'],
          'task-definition/variable-and-secret',
          `${called(container)} has ${name} both in environment and in secrets.`,
          'Remove it from `environment`.',
        );
      }
      if (again.has(index)) {
        subject.warning(
          [...path, 'name'],
          'task-definition/duplicate-variable',
          `${called(container)} has the variable ${name} twice.`,
          'Remove one of them: which one counts is not documented.',
        );
      }
    });
  }
};

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const FILES_AT_MOST = 10;

/** Environment files: how many, and that they lie in S3. */
export const environmentFiles: Rule = (subject) => {
  for (const container of subject.containers) {
    const files = objectsAt(container, 'environmentFiles');
    if (files.length > FILES_AT_MOST) {
      subject.error(
        [...container.path, 'environmentFiles'],
        'task-definition/environment-files',
        `${called(container)} has ${files.length} environmentFiles; AWS takes ${FILES_AT_MOST} at most.`,
        'Join some of them.',
      );
    }
    for (const { path, value } of files) {
      const file = textAt(value, 'value');
      if (file === undefined || placeholderIn(file) !== undefined) continue;
      const arn = parseArn(file);
      if (arn?.service !== 's3' || !/^[^/]+\/.+/.test(arn.resource)) {
        subject.error(
          [...path, 'value'],
          'task-definition/environment-files',
          'An environment file is no ARN of an object in S3.',
          'Write `arn:aws:s3:::bucket/path/name.env`.',
        );
      } else if (!arn.resource.endsWith('.env')) {
        subject.warning(
          [...path, 'value'],
          'task-definition/environment-files',
          'An environment file must have the ending .env, and this one has not: the task may not start.',
          'Call the object `name.env`.',
        );
      }
    }
  }
};
