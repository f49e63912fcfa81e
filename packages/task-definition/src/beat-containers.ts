import type { ContainerOverride, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Document } from '@fargate-actions/documents';
import { celeryCommands, type CeleryCommand } from './celery/celery-commands.ts';
import { embedsBeat, schedulerOf } from './celery/invocation.ts';
import { containersIn, type Container } from './containers.ts';
import { launchOf } from './launch.ts';

/** A container that runs the Celery scheduler. */
export interface BeatContainer {
  readonly container: Container;
  readonly name: string | undefined;
  /** On its own, or embedded in a worker (`celery worker -B`): then every task of the worker has one. */
  readonly kind: 'beat' | 'embedded';
  /**
   * What its command line says: RedBeat holds a lock, so that a second beat waits; a database keeps the schedule, without a
   * lock; `default` keeps it in a file of the task. The app's own configuration may say otherwise.
   */
  readonly scheduler: 'redbeat' | 'database' | 'default' | 'other';
  /** A shell stands in front of it and keeps SIGTERM to itself: it is killed after stopTimeout. */
  readonly swallowsSigterm: boolean;
}

/**
 * The containers of a definition whose entry point and command run Celery beat.
 *
 * @param definition a file, or a task definition as ECS describes it.
 * @param overrides what a task was started with besides: a task run by hand may run beat in a worker's family, or a
 *   migration in beat's.
 */
export function beatContainers(
  definition: Document | Pick<TaskDefinition, 'containerDefinitions'>,
  overrides: readonly ContainerOverride[] = [],
): readonly BeatContainer[] {
  return containersIn(definition).flatMap((container): readonly BeatContainer[] => {
    const override = overrides.find(({ name }) => name !== undefined && name === container.name);
    const beat = celeryCommands(launchOf(container.value, override)).find((command) => kindOf(command) !== undefined);
    const kind = beat && kindOf(beat);
    if (!kind) return [];
    const { name } = container;
    return [{ container, name, kind, scheduler: schedulerKind(beat), swallowsSigterm: beat.isBehindShell }];
  });
}

function kindOf(command: CeleryCommand): BeatContainer['kind'] | undefined {
  if (command.subcommand === 'beat') return 'beat';
  return embedsBeat(command) ? 'embedded' : undefined;
}

/** Only what is said for certain counts as RedBeat: with it, two at once do no harm. */
function schedulerKind(command: CeleryCommand): BeatContainer['scheduler'] {
  const scheduler = schedulerOf(command);
  if (scheduler === undefined) return 'default';
  if (/^redbeat([.:]|$)/i.test(scheduler)) return 'redbeat';
  if (/^(django$|django_celery_beat[.:])/.test(scheduler)) return 'database';
  return /^celery\.beat[.:]PersistentScheduler$/.test(scheduler) ? 'default' : 'other';
}
