/** A container of a task definition. */
export function aContainer(fields: object = {}): Record<string, unknown> {
  return { name: 'web', image: 'nginx:1.27', essential: true, ...fields };
}

/** A task definition that asks for FARGATE and has one container. */
export function aDefinition(fields: object = {}): Record<string, unknown> {
  return {
    family: 'shop',
    cpu: '256',
    memory: '512',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [aContainer()],
    ...fields,
  };
}

/** A file of the workspace with that definition. */
export function aFile(fields: object = {}, path = 'task.json'): Record<string, string> {
  return { [path]: JSON.stringify(aDefinition(fields), undefined, 2) };
}
