import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../../checks.ts';
import { succeeds } from '../../tools/program.ts';
import { startServer } from '../../tools/server.ts';
import { checkRun, expectError } from '../check-run.ts';
import type { Machine } from './machine.ts';
import { buildkitd } from './programs.ts';

/** A BuildKit of its own: what can do all that Docker's builder can't. */
async function startBuildkit(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'fargate-actions-buildkit-'));
  const socket = join(folder, 'buildkitd.sock');
  const server = await startServer({
    program: buildkitd.path,
    args: ['--addr', `unix://${socket}`, '--root', join(folder, 'root'), '--oci-worker-snapshotter=native'],
    isUp: () => succeeds('test', ['-S', socket]),
    patienceSeconds: 30,
  });
  return {
    address: `unix://${socket}`,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The cache `registry` is refused by Docker's builder, and outlives a builder that can do it. */
export async function* remoteBuilderChecks(machine: Machine): AsyncIterable<Check> {
  yield expectError(
    "the cache `registry` is an error with Docker's own builder",
    await machine.step({ tags: 'cached', cache: 'registry' }),
    'image/cache',
    'docker/setup-buildx-action',
  );
  for (const name of ['first', 'second']) {
    const buildkit = await startBuildkit();
    try {
      await machine.docker('buildx', 'create', '--name', name, '--driver', 'remote', '--use', buildkit.address);
      const inputs = { tags: name, cache: 'registry', 'task-definitions': 'web.yml' };
      const result = await machine.step(inputs);
      // What a step writes when it runs. BuildKit calls one whose layers it still has to fetch DONE, not CACHED.
      const hasRun = /^#\d+ [\d.]+ built here$/m.test(result.log);
      const title =
        name === 'first'
          ? 'a remote builder builds an archive, which is looked into, and pushes image and cache'
          : 'another builder, with nothing of its own, takes the steps from the cache in the registry';
      yield checkRun(title, result, [
        result.exitCode !== 0 && `ended with ${result.exitCode}`,
        result.outputs['pushed'] !== 'true' && `pushed is ${String(result.outputs['pushed'])}`,
        hasRun !== (name === 'first') && `its steps ${hasRun ? 'ran' : 'did not run'}`,
      ]);
    } finally {
      await buildkit.close();
    }
  }
}
