import { reachOf, readInputFile, type ActionContext } from '@fargate-actions/action-kit';
import { isObject, type Diagnostics } from '@fargate-actions/documents';
import { requirementsOf, type Requirements } from '@fargate-actions/image';
import { cleanTaskDefinition, parseImageName } from '@fargate-actions/task-definition';
import type { BuildPushInputs } from './inputs.ts';

/** What the containers ask whose task definitions the input `task-definitions` names; of the image of this repository. */
export async function requirementsInFiles(
  inputs: Pick<BuildPushInputs, 'stack' | 'taskDefinitions' | 'verify'>,
  repository: string | undefined,
  context: Pick<ActionContext, 'workspace' | 'tempDirectory'>,
  diagnostics: Diagnostics,
): Promise<Requirements[]> {
  const paths = inputs.verify ? pathsIn(inputs.taskDefinitions ?? '', diagnostics) : [];
  const found = await Promise.all(
    paths.map(async ({ name, path }): Promise<Requirements[]> => {
      const document = await readInputFile(path, context, diagnostics, reachOf(inputs));
      const cleaned = document && cleanTaskDefinition(document, diagnostics);
      if (!cleaned) return [];
      const requirements = requirementsOf(cleaned, name, runs(repository));
      if (requirements.length === 0) {
        diagnostics.warning(
          cleaned.at(['containerDefinitions']) ?? cleaned.at(),
          'verify/other-image',
          `No container of ${path} runs an image of ${repository ?? 'the repository'}: nothing is verified against it.`,
          'Look at `image` of its containers, or take the file out of `task-definitions`.',
        );
      }
      return requirements;
    }),
  );
  return found.flat();
}

/** Whether a container runs an image of a repository, in whichever registry. */
export function runs(repository: string | undefined): (image: string) => boolean {
  return (image) => parseImageName(image)?.repository === repository;
}

function pathsIn(text: string, diagnostics: Diagnostics): { name: string; path: string }[] {
  if (!text.startsWith('{')) {
    const paths = text.split(/[\n\r]+/).map((line) => line.trim());
    return paths.filter((path) => path !== '').map((path) => ({ name: path, path }));
  }
  const json = parsed(text);
  const entries = Object.entries(isObject(json) ? json : {});
  if (entries.length > 0 && entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    return entries.map(([name, path]) => ({ name, path }));
  }
  diagnostics.error(
    undefined,
    'inputs/task-definitions',
    'The input `task-definitions` begins with `{` and is no JSON object of paths.',
    'Give the output `task-definitions` of render-task-def, or paths, one a line.',
  );
  return [];
}

function parsed(text: string) {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
