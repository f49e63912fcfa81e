import type { ActionOutcome, ActionContext } from '@fargate-actions/action-kit';
import { removeDockerConfig } from '@fargate-actions/image';

/** What the step saves for its end: where the passwords of its logins lie. */
export const DOCKER_CONFIG = 'dockerConfig';

/** At the end of the job: removes the passwords of the step's logins, if it came so far. */
export async function logOut(
  _inputs: unknown,
  { state, tempDirectory, log }: Pick<ActionContext, 'state' | 'tempDirectory' | 'log'>,
): Promise<ActionOutcome> {
  const directory = state.read(DOCKER_CONFIG);
  if (directory !== undefined && (await removeDockerConfig(directory, tempDirectory))) {
    log.info('Logged out: the passwords of the registries are removed.');
  }
  return { outputs: {}, diagnostics: [], summary: '' };
}
