import { repeated, textAt } from '../containers.ts';
import { placeholderIn } from '../placeholder.ts';
import { called, type Rule } from '../subject.ts';

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const NAME_HINT = 'Use at most 255 letters, digits, hyphens and underscores.';

/** Family and container names: allowed letters, and each container's name once. */
export const names: Rule = (subject) => {
  const family = textAt(subject.definition.value, 'family');
  if (family !== undefined && !NAME.test(family) && placeholderIn(family) === undefined) {
    subject.error(
      ['family'],
      'task-definition/family',
      `A task definition's family cannot be called "${family}".`,
      /:\d+$/.test(family) ? 'Leave the revision out: AWS counts it.' : NAME_HINT,
    );
  }
  const containerNames = subject.containers.map(({ name }) => name);
  const again = repeated(containerNames);
  subject.containers.forEach((container, index) => {
    const { name, path } = container;
    if (name !== undefined && !NAME.test(name) && placeholderIn(name) === undefined) {
      subject.error(
        [...path, 'name'],
        'task-definition/container-name',
        `A container cannot be called "${name}".`,
        NAME_HINT,
      );
    }
    if (again.has(index)) {
      subject.error(
        [...path, 'name'],
        'task-definition/duplicate-container',
        `${called(container)} is there twice.`,
        'Give each container a name of its own.',
      );
    }
  });
};

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const CONTAINERS_AT_MOST = 10;

/** One to ten containers, at least one of them essential. */
export const containerCount: Rule = (subject) => {
  const { containers, definition } = subject;
  const path = ['containerDefinitions'];
  if (Array.isArray(definition.value['containerDefinitions']) && containers.length === 0) {
    subject.error(
      path,
      'task-definition/containers',
      'The task definition has no containers.',
      'Add at least one with `name` and `image`.',
    );
    return;
  }
  if (containers.length > CONTAINERS_AT_MOST) {
    subject.error(
      path,
      'task-definition/containers',
      `The task definition has ${containers.length} containers; AWS takes ${CONTAINERS_AT_MOST} at most.`,
      'Move some of them to a task definition of their own.',
    );
  }
  if (containers.length > 0 && containers.every(({ value }) => value['essential'] === false)) {
    subject.error(
      path,
      'task-definition/essential',
      'None of the containers is essential, so that the task would never end with one of them.',
      'Set `essential: true` on the container that the task is there for, or leave `essential` out there.',
    );
  }
};
