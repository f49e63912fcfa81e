import type { ContainerOverride } from '@aws-sdk/client-ecs';
import { isList, isObject, type JsonObject } from '@fargate-actions/documents';
import type { Launch } from './celery/celery-commands.ts';
import { textsAt } from './containers.ts';

/**
 * What a container starts, and the variables that its definition gives it; an override of the task comes before both.
 *
 * Secrets and environment files are not known, and their variables absent.
 */
export function launchOf(container: JsonObject, override?: ContainerOverride): Launch {
  const entries = container['environment'];
  const environment = [...(isList(entries) ? entries.filter(isObject) : []), ...(override?.environment ?? [])];
  return {
    words: [...textsAt(container, 'entryPoint'), ...(override?.command ?? textsAt(container, 'command'))],
    environment: Object.fromEntries(
      environment.flatMap(({ name, value }) =>
        typeof name === 'string' && typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
  };
}
