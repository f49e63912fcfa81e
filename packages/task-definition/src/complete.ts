import { isList, type Diagnostics, type Document, type Json, type JsonObject } from '@fargate-actions/documents';
import { withLogging, type LoggingContext } from './complete-logging.ts';
import { withContainerFiles } from './container-files.ts';
import { containersOf, numberAt, root } from './containers.ts';
import { withValueAt } from './document-edits.ts';

/** What a stack knows about one of its task definitions. */
export interface StackContext extends LoggingContext {
  /** Fields of a task definition that fill gaps and never override: `executionRoleArn`, `taskRoleArn`... */
  readonly defaults?: JsonObject;
  /** Files to merge into the containers of these names. */
  readonly containerFiles?: ReadonlyMap<string, Document>;
  /** At most one task of it may run at any moment. */
  readonly isSingleton?: boolean;
}

/** Beat exits within a second of SIGTERM. Source: reference/celery-on-ecs.md, "Beat". */
const SINGLETON_STOP_SECONDS = 10;

/** Above this the gap and the overlap that ECS itself can cause get long. ECS's own default. */
const SINGLETON_STOP_SECONDS_AT_MOST = 30;

/**
 * Fills the gaps of a cleaned task definition with what the stack and Fargate say.
 *
 * `networkMode` awsvpc and `requiresCompatibilities` FARGATE silently, the stack's defaults, the containers' files,
 * logging (see `withLogging`), and a short `stopTimeout` for a singleton. What is given is never overridden.
 * Source: contracts.md, "The seed, byte for byte" and "The singleton".
 */
export function completeTaskDefinition(document: Document, context: StackContext, diagnostics: Diagnostics): Document {
  const merged = withContainerFiles(document, context.containerFiles ?? new Map(), diagnostics);
  const filled = withDefaults(merged, {
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    ...context.defaults,
  });
  const logging = withLogging(filled, context, diagnostics);
  return context.isSingleton ? withShortStop(logging, diagnostics) : logging;
}

function withDefaults(document: Document, defaults: JsonObject): Document {
  const given = root(document).value;
  return Object.entries(defaults).reduce(
    (edited, [key, value]) => (isGiven(given[key]) ? edited : withValueAt(edited, [key], value)),
    document,
  );
}

/** To AWS an empty list says the same as none. */
function isGiven(value: Json | undefined): boolean {
  return value !== undefined && !(isList(value) && value.length === 0);
}

function withShortStop(document: Document, diagnostics: Diagnostics): Document {
  return containersOf(document).reduce((edited, container) => {
    const path = [...container.path, 'stopTimeout'];
    const seconds = numberAt(container.value, 'stopTimeout');
    if (container.value['stopTimeout'] === undefined) return withValueAt(edited, path, SINGLETON_STOP_SECONDS);
    if (seconds !== undefined && seconds > SINGLETON_STOP_SECONDS_AT_MOST) {
      diagnostics.warning(
        document.at(path),
        'singleton/stop-timeout',
        `stopTimeout is ${seconds} s for a singleton: so long can it be gone at a deploy, and so long can two overlap when ECS itself replaces its task.`,
        `Remove it (${SINGLETON_STOP_SECONDS} s is the default for singletons) or lower it to ${SINGLETON_STOP_SECONDS_AT_MOST} s at most.`,
      );
    }
    return edited;
  }, document);
}
