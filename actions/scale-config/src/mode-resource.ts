import type { Aws, Clock } from '@fargate-actions/aws';
import type { Resource } from '@fargate-actions/plan';
import { restoreResource, scaleToZeroResource, suspensionResource, type ScaledService } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';
import { untilStopped } from './until-stopped.ts';

type ServiceOfMode = Pick<ScaledService, 'name' | 'cluster' | 'at' | 'isSingleton'> & {
  readonly isProduction?: boolean;
  readonly hasSchedule?: boolean;
};

/** What takes a service to a state that is in no file, and back. */
export function modeResource(
  mode: Exclude<ScaleInputs['mode'], 'apply'>,
  { name, cluster, at, isSingleton, isProduction = false, hasSchedule = false }: ServiceOfMode,
  aws: Aws,
  clock: Clock,
): Resource {
  switch (mode) {
    case 'suspend':
    case 'resume':
      return suspensionResource({ name, cluster, at, mode }, aws);
    case 'scale-to-zero':
      return scaleToZeroResource({ name, cluster, at, isProduction, hasSchedule }, aws);
    case 'restore': {
      const wait = (signal: AbortSignal | undefined) => untilStopped(cluster, name, { aws, clock, signal });
      return restoreResource({ name, cluster, at, ...(isSingleton && { untilStopped: wait }) }, aws);
    }
  }
}
