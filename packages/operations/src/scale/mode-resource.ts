import type { ActionContext } from '@fargate-actions/action-kit';
import type { Aws } from '@fargate-actions/aws';
import type { Resource } from '@fargate-actions/engine';
import { restoreResource, scaleToZeroResource, suspensionResource, type ScaledService } from '@fargate-actions/scaling';
import type { ScaleInputs } from './inputs.ts';
import { startsAlone } from './starts-alone.ts';

/** A service that a mode is for. */
export interface ServiceOfMode extends Pick<ScaledService, 'name' | 'cluster' | 'at' | 'isSingleton'> {
  /** The inputs name it, and not all that there are. */
  readonly isNamed: boolean;
  readonly isProduction?: boolean;
  /** Nobody says whether it may run twice. */
  readonly mayBeSingleton?: boolean;
}

/** What takes a service to a state that is in no file, and back. */
export function modeResource(
  mode: Exclude<ScaleInputs['mode'], 'apply'>,
  service: ServiceOfMode,
  aws: Aws,
  context: ActionContext,
): Resource {
  const { name, cluster, at, isNamed, isProduction = false, isSingleton, mayBeSingleton = isSingleton } = service;
  const { clock } = context;
  switch (mode) {
    case 'suspend':
    case 'resume':
      return suspensionResource({ name, cluster, at, mode, isNamed }, aws);
    case 'scale-to-zero':
      return scaleToZeroResource({ name, cluster, at, isNamed, isProduction }, aws, clock);
    case 'restore': {
      const alone = mayBeSingleton && { startsAlone: startsAlone(service, aws, context) };
      return restoreResource({ name, cluster, at, isNamed, ...alone }, aws, clock);
    }
  }
}
