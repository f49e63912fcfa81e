import type { ActionContext } from '@fargate-actions/action-kit';
import { loggedInDocker, type Docker, type RegistryCredential } from '@fargate-actions/image';
import { DOCKER_CONFIG } from './log-out.ts';

/** Docker with a configuration of its own, logged in; the post step removes it. */
export function loggedIn(credentials: readonly RegistryCredential[], context: ActionContext): Promise<Docker> {
  return loggedInDocker(credentials, context, (directory) => context.state.save(DOCKER_CONFIG, directory));
}
