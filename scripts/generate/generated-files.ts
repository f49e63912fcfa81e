import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inputs } from '@fargate-actions/action-kit';
import { stateDiagram } from '@fargate-actions/singleton';
import { format, resolveConfig } from 'prettier';
import { parse } from 'yaml';
import { actionNames, actionYmlOf } from '../action-names.ts';
import { withInputs } from './action-inputs.ts';
import { actionReadme, type ActionMetadata } from './action-readme.ts';
import type { GeneratedFile } from './generated-file.ts';
import { withSection } from './marked-section.ts';
import { stackSchemaJson } from './stack-schema.ts';

/**
 * Everything in the repository that is generated, as it must be and as it is. One more generated file is one more line.
 *
 * @throws Error that names the file, where its text can't be made.
 */
export async function generatedFiles(repository: string): Promise<GeneratedFile[]> {
  const actions = await actionNames(repository);
  return Promise.all([
    generated(repository, 'docs/schema/stack.schema.json', async () => stackSchemaJson()),
    generated(repository, 'docs/singleton.md', (page = '') =>
      formatted('markdown', repository, withSection(page, 'states', `\`\`\`mermaid\n${stateDiagram()}\n\`\`\``)),
    ),
    ...actions.flatMap((action) => [
      generated(repository, actionYmlOf(action), () => actionYml(repository, action)),
      generated(repository, `actions/${action}/README.md`, async (readme) =>
        formatted('markdown', repository, actionReadme(await metadataOf(repository, action), readme)),
      ),
    ]),
  ]);
}

async function generated(
  repository: string,
  path: string,
  text: (found: string | undefined) => Promise<string>,
): Promise<GeneratedFile> {
  const found = await textOf(join(repository, path));
  try {
    return { path, found, text: await text(found) };
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The action.yml of an action, with the inputs of its code. */
async function actionYml(repository: string, action: string): Promise<string> {
  const { inputs } = (await import(`@fargate-actions/${action}/inputs`)) as { readonly inputs: Inputs };
  const found = await readFile(join(repository, actionYmlOf(action)), 'utf8');
  return formatted('yaml', repository, withInputs(found, inputs.facts));
}

async function metadataOf(repository: string, action: string): Promise<ActionMetadata> {
  // GitHub's own format.
  return parse(await actionYml(repository, action)) as ActionMetadata;
}

/** As `npm run format` would leave it, so that the two don't take turns. */
async function formatted(parser: 'markdown' | 'yaml', repository: string, text: string): Promise<string> {
  const style = await resolveConfig(join(repository, 'README.md'));
  return format(text, { ...style, parser });
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
