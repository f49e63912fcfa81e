import type { Diagnostics } from '@fargate-actions/documents';
import { dockerWith, type Processes } from '../processes.ts';
import { checkBuilder, findBuilder, type Builder } from './builder.ts';
import type { BuildRequest } from './request.ts';

/** Finds what builds here, and checks that it can do what is asked. Undefined, with an error, where nothing builds. */
export async function builderFor(
  request: BuildRequest,
  verifyCommand: readonly string[],
  { processes, signal }: { readonly processes: Processes; readonly signal: AbortSignal },
  diagnostics: Diagnostics,
): Promise<Builder | undefined> {
  const builder = await findBuilder(dockerWith(processes, {}, signal), diagnostics);
  if (builder) checkBuilder(request, builder, processes.env, diagnostics);
  if (verifyCommand.length > 0 && request.platforms.length > 1) {
    diagnostics.error(
      undefined,
      'verify/verify-command',
      'The input `verify-command` runs in an image of one platform, and this one is for several.',
      'Take `verify-command` out, and run it in a job for each platform.',
    );
  }
  return builder;
}
