import type { Outcome } from '@fargate-actions/engine';
import type { BuildFigures, RegistryAccess } from '@fargate-actions/image';
import type { WantedImage } from './wanted-image.ts';

/** What became of an image that was to be in ECR. */
export interface PushResult {
  readonly wanted: WantedImage;
  readonly access: RegistryAccess;
  readonly outcomes: readonly Outcome[];
  /** Undefined where it could not be pushed. */
  readonly digest: string | undefined;
  /** Absent where nothing was built. */
  readonly figures: BuildFigures | undefined;
}
