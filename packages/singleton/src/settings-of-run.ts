import type { Document } from '@fargate-actions/documents';
import { beatContainers, familyOf } from '@fargate-actions/task-definition';
import { DEFAULT_STOP_TIMEOUT_SECONDS, type BeatService } from './find-beats.ts';
import type { SingletonSettingsOfRun } from './resource.ts';

/** How a run keeps all of its singletons. */
export type HowToKeep = Omit<
  SingletonSettingsOfRun,
  'isRedBeat' | 'otherBeatServices' | 'otherBeatFamilies' | 'stopTimeoutSeconds'
>;

/** How a run keeps one singleton: besides, what its task definition says, and what else runs beat in the cluster. */
export function singletonSettings(
  service: string,
  how: HowToKeep,
  taskDefinition: Document | undefined,
  beats: readonly BeatService[],
): SingletonSettingsOfRun {
  const own = beats.find(({ name }) => name === service);
  const others = beats.filter(({ name }) => name !== service);
  const [beat] = taskDefinition ? beatContainers(taskDefinition) : [];
  return {
    ...how,
    isRedBeat: beat ? beat.scheduler === 'redbeat' : (own?.isRedBeat ?? false),
    otherBeatServices: others.map(({ name }) => name),
    // Its own as well: before the first deploy the service does not tell which it is.
    otherBeatFamilies: [...others.map(({ family }) => family), ...(taskDefinition ? [familyOf(taskDefinition)] : [])],
    stopTimeoutSeconds: beat
      ? stopTimeoutOf(beat.container.value)
      : (own?.stopTimeoutSeconds ?? DEFAULT_STOP_TIMEOUT_SECONDS),
  };
}

function stopTimeoutOf(container: { readonly [field: string]: unknown }): number {
  const { stopTimeout } = container;
  return typeof stopTimeout === 'number' ? stopTimeout : DEFAULT_STOP_TIMEOUT_SECONDS;
}
