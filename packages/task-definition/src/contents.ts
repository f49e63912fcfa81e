import { isList, isObject, valueAt, type Document } from '@fargate-actions/files';

/** The family that a task definition names; an empty one was reported by its validation. */
export function familyOf(taskDefinition: Document): string {
  const family = valueAt(taskDefinition.value, ['family']);
  return typeof family === 'string' ? family : '';
}

/** The log groups that a task definition's containers write to and that nobody else creates. */
export function logGroupsOf(taskDefinition: Document): string[] {
  return containers(taskDefinition).flatMap((container) => {
    const options = valueAt(container, ['logConfiguration', 'options']);
    const group = isObject(options) ? options['awslogs-group'] : undefined;
    const createsItself = isObject(options) && options['awslogs-create-group'] === 'true';
    return typeof group === 'string' && !createsItself ? [group] : [];
  });
}

/** The images of a task definition, by container. */
export function imagesOf(taskDefinition: Document): { container: string; image: string }[] {
  return containers(taskDefinition).flatMap((definition) => {
    const container = valueAt(definition, ['name']);
    const image = valueAt(definition, ['image']);
    return typeof container === 'string' && typeof image === 'string' ? [{ container, image }] : [];
  });
}

function containers({ value }: Document) {
  const list = valueAt(value, ['containerDefinitions']);
  return isList(list) ? list : [];
}
