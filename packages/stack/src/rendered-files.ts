import { isObject, type Diagnostics, type Document, type Json } from '@fargate-actions/documents';
import { familyOf } from '@fargate-actions/task-definition';
import type { StackRendering } from './render-stack.ts';
import type { StackService } from './stack.ts';

/**
 * The task definitions that render-task-def wrote, in the place of the stack's own files.
 *
 * @param paths its output `task-definitions`: service -> path.
 * @param read reads and checks one of them; undefined after an error.
 */
export async function renderedInFiles(
  paths: Json | undefined,
  services: readonly StackService[],
  read: (path: string) => Promise<Document | undefined>,
  diagnostics: Diagnostics,
): Promise<StackRendering[]> {
  const rendered = await Promise.all(
    services.map(async (service): Promise<StackRendering | undefined> => {
      const path = isObject(paths) ? paths[service.key] : undefined;
      if (typeof path !== 'string' || path === '') {
        diagnostics.error(
          undefined,
          'inputs/task-definitions',
          `The input \`task-definitions\` has no path for the service ${service.key}.`,
          'Give the output `task-definitions` of render-task-def for the same services.',
        );
        return undefined;
      }
      const taskDefinition = await read(path);
      return (
        taskDefinition && {
          service,
          family: familyOf(taskDefinition),
          taskDefinition,
          render: () => Promise.resolve({ document: taskDefinition, found: [] }),
        }
      );
    }),
  );
  return rendered.filter((one) => one !== undefined);
}
