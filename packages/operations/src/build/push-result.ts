import type { BuildFigures } from '@fargate-actions/image';
import type { Outcome, Plan } from '@fargate-actions/engine';
import type { RegistryAccess } from '../../../image/src/login/registry-access.ts';
import type { WantedImage } from './wanted-image.ts';

/** What became of an image. */
export interface Told {
  readonly wanted: WantedImage;
  readonly access: RegistryAccess;
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
  /** Undefined where it could not be pushed. */
  readonly digest: string | undefined;
  /** Absent where nothing was built. */
  readonly figures: BuildFigures | undefined;
}
