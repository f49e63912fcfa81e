import { isList, isObject, valueAt, type Document, type JsonObject } from '@fargate-actions/documents';

/** The family that a task definition names; an empty one was reported by its validation. */
export function familyOf(taskDefinition: Document): string {
  const family = valueAt(taskDefinition.value, ['family']);
  return typeof family === 'string' ? family : '';
}

/** The log groups that a task definition's containers write to and that nobody else creates. */
export function logGroupsOf(taskDefinition: Document): string[] {
  return logGroups(taskDefinition, (options) => options['awslogs-create-group'] !== 'true');
}

/** The log groups that a task definition's containers write to, those that its tasks create themselves among them. */
export function writtenLogGroupsOf(taskDefinition: Document): string[] {
  return [...new Set(logGroups(taskDefinition, () => true))];
}

function logGroups(taskDefinition: Document, isMeant: (options: JsonObject) => boolean): string[] {
  return containers(taskDefinition).flatMap((container) => {
    const options = valueAt(container, ['logConfiguration', 'options']);
    if (!isObject(options) || !isMeant(options)) return [];
    const group = options['awslogs-group'];
    return typeof group === 'string' ? [group] : [];
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
