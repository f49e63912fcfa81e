import type { ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';
import { checkBuilder, findBuilder, type Builder, type BuildRequest } from '@fargate-actions/image';
import { usersDocker } from '../login/registry-access.ts';

/**
 * Finds what builds here, and checks that it can do what is asked.
 *
 * @throws DiagnosedError where nothing builds, or not that.
 */
export async function builderFor(
  request: BuildRequest,
  verifyCommand: readonly string[],
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<Builder> {
  const builder = await findBuilder(usersDocker(context), diagnostics);
  if (builder) checkBuilder(request, builder, context.processes.env, diagnostics);
  if (verifyCommand.length > 0 && request.platforms.length > 1) {
    diagnostics.error(
      undefined,
      'verify/verify-command',
      'The input `verify-command` runs in an image of one platform, and this one is for several.',
      'Take `verify-command` out, and run it in a job for each platform.',
    );
  }
  if (!builder || diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
  return builder;
}
