import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The action whose action.yml is the repository's own, so that it is used as `owner/repository@v1`. */
const ROOT_ACTION = 'deploy-stack';

/** The actions of the repository, by the names of their folders, in order: those that have an action.yml. */
export async function actionNames(repository: string): Promise<string[]> {
  const folders = await readdir(join(repository, 'actions'));
  return folders.filter((name) => existsSync(join(repository, actionYmlOf(name)))).sort();
}

/** Where an action's action.yml is, from the root of the repository. */
export function actionYmlOf(action: string): string {
  return action === ROOT_ACTION ? 'action.yml' : `actions/${action}/action.yml`;
}
