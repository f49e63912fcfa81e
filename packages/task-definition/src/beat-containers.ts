import type { Document } from '@fargate-actions/files';
import { celeryCommand, type CeleryCommand } from './celery.ts';
import { containersOf, type Container } from './containers.ts';

/** A container that runs the Celery scheduler: on its own, or embedded in a worker (`celery worker -B`). */
export interface BeatContainer {
  readonly container: Container;
  readonly kind: 'beat' | 'embedded';
}

/** The containers of a definition whose entry point and command, as the file has them, run Celery beat. */
export function beatContainers(document: Document): readonly BeatContainer[] {
  return containersOf(document).flatMap((container): readonly BeatContainer[] => {
    const command = celeryCommand(container);
    if (command?.subcommand === 'beat') return [{ container, kind: 'beat' }];
    return command && embedsBeat(command) ? [{ container, kind: 'embedded' }] : [];
  });
}

function embedsBeat(command: CeleryCommand): boolean {
  // One dash takes several letters: `-EB` is `-E -B`.
  return (
    command.subcommand === 'worker' && command.arguments.some((word) => word === '--beat' || /^-[A-Z]*B$/.test(word))
  );
}
