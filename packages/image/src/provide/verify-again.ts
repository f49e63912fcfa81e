import type { Diagnostics } from '@fargate-actions/documents';
import type { BuildLog } from '../build/build.ts';
import { COMMAND_LABEL } from '../build/labels.ts';
import type { Docker } from '../processes.ts';
import { digestName, type PushPlace } from '../references/image-place.ts';
import type { ExistingImage } from '../registry/existing-image.ts';
import { runVerifyCommand } from '../verify/verify-command.ts';

/**
 * Runs the user's command in an image that is there, unless it ran when the image was built; reports it when it fails.
 *
 * @param logIn gives a docker that can pull it.
 */
export async function verifyAgain(
  { digest, configs }: ExistingImage,
  verifyCommand: readonly string[],
  place: PushPlace,
  logIn: () => Promise<Docker>,
  log: BuildLog,
  diagnostics: Diagnostics,
): Promise<void> {
  const hasRun = configs.every(({ labels }) => labels[COMMAND_LABEL] === JSON.stringify(verifyCommand));
  if (verifyCommand.length === 0 || hasRun) return;
  const docker = await logIn();
  const name = digestName(place, digest);
  await log.during('docker pull', () =>
    docker(['pull', name], {
      onLine: (line) => {
        log.info(line);
      },
    }),
  );
  for (const found of await runVerifyCommand(docker, name, verifyCommand, log)) diagnostics.add(found);
}
