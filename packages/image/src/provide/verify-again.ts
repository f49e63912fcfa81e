import type { ActionContext } from '@fargate-actions/action-kit';
import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';
import { COMMAND_LABEL, digestName, runVerifyCommand, type ExistingImage } from '@fargate-actions/image';
import { loggedInDocker, type RegistryAccess } from '../login/registry-access.ts';
import type { WantedImage } from '../../../operations/src/build/wanted-image.ts';

/**
 * Runs the user's command in an image that is there, unless it ran when the image was built.
 *
 * @throws DiagnosedError when it fails.
 */
export async function verifyAgain(
  { verifyCommand }: Pick<WantedImage, 'verifyCommand'>,
  { place, credentials }: RegistryAccess,
  { digest, configs }: ExistingImage,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<void> {
  const hasRun = configs.every(({ labels }) => labels[COMMAND_LABEL] === JSON.stringify(verifyCommand));
  if (verifyCommand.length === 0 || hasRun) return;
  const { log } = context;
  const docker = await loggedInDocker(credentials, context);
  const name = digestName(place, digest);
  await log.during('docker pull', () => docker(['pull', name], { onLine: (line) => log.info(line) }));
  for (const found of await runVerifyCommand(docker, name, verifyCommand, log)) {
    diagnostics.add(found);
  }
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
