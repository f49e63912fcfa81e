import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The actions of the repository, by the names of their folders, in order: those that have an action.yml. */
export async function actionNames(repository: string): Promise<string[]> {
  const folders = await readdir(join(repository, 'actions'));
  return folders.filter((name) => existsSync(join(repository, 'actions', name, 'action.yml'))).sort();
}
