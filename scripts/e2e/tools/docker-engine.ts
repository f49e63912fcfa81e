import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Requirement } from '../requirements.ts';
import { debianPackage } from './debian-package.ts';
import { succeeds } from './program.ts';
import { startServer } from './server.ts';

/** Docker's engine, in older Debians with its client. */
export const docker: Requirement = debianPackage('docker.io', 'dockerd');

/** Docker's client, where it did not come with the engine. */
export const dockerClient: Requirement = debianPackage('docker-cli', 'docker');

/** A Docker engine that answers. */
export interface DockerEngine {
  /** What makes `docker` use it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * The machine's Docker engine where one answers, else one that is started here, with images and containers of its own.
 *
 * @throws Error with the engine's last words when it does not come up.
 */
export async function startDocker(): Promise<DockerEngine> {
  if (await succeeds('docker', ['info'])) return { env: {}, close: () => Promise.resolve() };
  const folder = await mkdtemp(join(tmpdir(), 'fargate-actions-docker-'));
  const env = { DOCKER_HOST: `unix://${join(folder, 'docker.sock')}` };
  const folders = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
  const server = await startServer({
    program: 'dockerd',
    args: ['--host', env.DOCKER_HOST, '--pidfile', join(folder, 'docker.pid'), ...folders],
    isUp: () => succeeds('docker', ['info'], { ...process.env, ...env }),
    patienceSeconds: 40,
  });
  return {
    env,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
