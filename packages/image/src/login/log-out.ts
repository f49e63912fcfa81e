import { rm } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { DIRECTORY_PREFIX } from './docker-config.ts';

/**
 * Removes the private configuration, and with it every password that is in it.
 *
 * Nothing else knows of these passwords, so that no `docker logout` is needed.
 *
 * @param directory as it was saved for the post step: removed only when it is one of ours, right below the temporary
 * directory. Another step of the job may have written the saved state.
 * @returns whether it was removed.
 */
export async function removeDockerConfig(directory: string, tempDirectory: string): Promise<boolean> {
  const path = resolve(directory);
  const isOurs = dirname(path) === resolve(tempDirectory) && basename(path).startsWith(DIRECTORY_PREFIX);
  // Links within it are removed, not followed.
  if (isOurs) await rm(path, { recursive: true, force: true });
  return isOurs;
}
