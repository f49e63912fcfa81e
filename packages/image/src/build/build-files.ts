import { posix } from 'node:path';
import { resolveInside, type Diagnostics, type Position, type Workspace } from '@fargate-actions/documents';

/** What is built, from the root of the workspace. */
export interface BuildFiles {
  readonly context: string;
  readonly file: string;
}

/**
 * The context and the Dockerfile, where they are and can be used; undefined after an error.
 *
 * @param given paths as they are written: the context at `at`, the Dockerfile from the root, or from the context with
 * `isFileInContext`.
 */
export async function buildFiles(
  given: { readonly context: string; readonly file: string | undefined; readonly isFileInContext?: boolean },
  workspace: Workspace,
  diagnostics: Diagnostics,
  at?: Position,
): Promise<BuildFiles | undefined> {
  if (/^(?:https?:|git@|ssh:|git:)/.test(given.context)) {
    diagnostics.error(
      at,
      'image/context',
      'The context is a URL, and only a checkout can be built here.',
      'Check the repository out in a step before (`actions/checkout` with `repository` and `path`), and give its path.',
    );
    return undefined;
  }
  const context = await resolveInside(workspace, given.context, at, diagnostics, 'directory');
  if (context === undefined) return undefined;
  const written = given.file ?? 'Dockerfile';
  const isInContext = given.file === undefined || given.isFileInContext === true;
  const file = await resolveInside(
    workspace,
    isInContext ? posix.join(context, written) : written,
    undefined,
    diagnostics,
  );
  return file === undefined ? undefined : { context, file };
}
