import type { Position } from '@fargate-actions/documents';
import type { LifecyclePolicy, Requirements, ServiceName } from '@fargate-actions/image';

/** What a stack, or the inputs without one, say of an image: paths are from the root of the workspace. */
export interface ImageSource {
  readonly region: string | undefined;
  readonly repository: string;
  /** Of ECR in another account, as stack.yml has it. */
  readonly ownRegistry?: string | undefined;
  /** Where the name of the repository stands. */
  readonly at: Position | undefined;
  readonly context: string;
  readonly file: string;
  readonly lifecycle: { readonly policy: LifecyclePolicy; readonly at: Position | undefined } | undefined;
  /** The services whose images must stay. */
  readonly services: readonly ServiceName[];
  /** What is going to run in the image; nothing where it is not verified. */
  readonly requirements: readonly Requirements[];
}
