import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { actionNames } from '../action-names.ts';

/** What `tsc` would write for one of our files; types were checked by `npm run check`. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
};

/**
 * Writes the workspace's packages and actions as JavaScript into another folder, where they find each other as they do here.
 *
 * ncc could read the TypeScript itself, but checks the types of the whole repository for each of the actions.
 */
export async function transpileWorkspace(repository: string, into: string): Promise<void> {
  await rm(into, { recursive: true, force: true });
  const scope = join(into, 'node_modules', '@fargate-actions');
  await mkdir(scope, { recursive: true });
  const groups = { packages: await readdir(join(repository, 'packages')), actions: await actionNames(repository) };
  for (const [group, names] of Object.entries(groups)) {
    for (const name of names) {
      const from = join(repository, group, name);
      const to = join(into, group, name);
      await transpileFolder(join(from, 'src'), join(to, 'src'));
      const manifest = await readFile(join(from, 'package.json'), 'utf8');
      await writeFile(join(to, 'package.json'), manifest.replaceAll('.ts"', '.js"'));
      await symlink(to, join(scope, name));
    }
  }
}

async function transpileFolder(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length)).replace(/\.ts$/, '.js');
    const { outputText } = ts.transpileModule(await readFile(source, 'utf8'), { compilerOptions: OPTIONS });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, outputText);
  }
}
