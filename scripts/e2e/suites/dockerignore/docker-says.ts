import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CONTEXT, FILES, type Answer } from '../../../../packages/image/test/dockerignore/patterns.ts';
import { startDocker, type DockerEngine } from '../../tools/docker-engine.ts';
import { outputOf } from '../../tools/program.ts';
import { buildx } from '../docker/programs.ts';

/** A file of .dockerignore, and how Docker answers to it. */
type Said = readonly [text: string, answer: Answer];

/** Asks Docker about every file of the table: an image of nothing but its context is built and written to the disk. */
export async function* dockerSays(): AsyncIterable<Said> {
  const root = await mkdtemp(join(tmpdir(), 'fargate-actions-ignore-'));
  const engine = await startDocker();
  try {
    const context = join(root, 'context');
    for (const path of CONTEXT) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), path);
    }
    for (const text of FILES) yield [text, await answer(text, root, engine)];
  } finally {
    await engine.close();
    await rm(root, { recursive: true, force: true });
  }
}

async function answer(text: string, root: string, engine: DockerEngine): Promise<Answer> {
  const dockerfile = join(root, 'Dockerfile');
  const output = join(root, 'output');
  await writeFile(dockerfile, 'FROM scratch\nCOPY . /\n');
  // Beside the Dockerfile, so that neither is part of the context.
  await writeFile(`${dockerfile}.dockerignore`, text);
  await rm(output, { recursive: true, force: true });
  const args = [
    'build',
    '--quiet',
    `--file=${dockerfile}`,
    `--output=type=local,dest=${output}`,
    join(root, 'context'),
  ];
  const env = { ...process.env, ...engine.env, DOCKER_CONFIG: join(root, 'config'), BUILDX_GIT_INFO: 'false' };
  try {
    await outputOf(buildx.path, args, env);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/(?:syntax error in|illegal exclusion) pattern/.test(said)) return 'refused';
    throw error;
  }
  const entries = await readdir(output, { recursive: true, withFileTypes: true });
  const kept = new Set(
    entries.filter((entry) => entry.isFile()).map((entry) => relative(output, join(entry.parentPath, entry.name))),
  );
  return CONTEXT.map((path) => (kept.has(path) ? '.' : 'x')).join('');
}
