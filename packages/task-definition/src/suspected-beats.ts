import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { Document } from '@fargate-actions/documents';
import { celeryCommands } from './celery/celery-commands.ts';
import { containersIn, type Container } from './containers.ts';
import { launchOf } from './launch.ts';

/** A container that may run Celery beat: a name says so, and what the name leads to is inside of the image. */
export interface SuspectedBeat {
  readonly container: Container;
  readonly name: string | undefined;
  /** What says so: a word of the command, `MODE=beat`, or the container's name. */
  readonly because: string;
}

/** `start-celerybeat`, `run_beat.sh`, `beat`; not `heartbeat`, `filebeat` or `upbeat`. */
const BEAT = /(?<![a-z])(?:celery|start|run)?[-_]?beat(?![a-z])/i;

/** The whole value of a variable that chooses what an entry point starts. */
const BEAT_VALUE = /^(?:celery[-_ ]?)?beat$/i;

/**
 * The containers whose command, variables or name speak of beat, where no command line of Celery can be seen.
 *
 * Scripts and entry points are inside of the image: a name is no proof, and its absence no proof of the contrary.
 */
export function suspectedBeats(
  definition: Document | Pick<TaskDefinition, 'containerDefinitions'>,
): readonly SuspectedBeat[] {
  return containersIn(definition).flatMap((container): readonly SuspectedBeat[] => {
    const launch = launchOf(container.value);
    // What Celery runs is known then.
    if (celeryCommands(launch).length > 0) return [];
    const { name } = container;
    const word = launch.words.find((candidate) => BEAT.test(candidate));
    const [variable] = Object.entries(launch.environment).find(([, value]) => BEAT_VALUE.test(value.trim())) ?? [];
    const because =
      word !== undefined
        ? `its command has \`${word}\``
        : variable !== undefined
          ? `its variable ${variable} is \`${launch.environment[variable] ?? ''}\``
          : launch.words.length === 0 && name !== undefined && BEAT.test(name)
            ? 'its name says so, and its image decides what it starts'
            : undefined;
    return because === undefined ? [] : [{ container, name, because }];
  });
}
