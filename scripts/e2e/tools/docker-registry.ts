import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Requirement } from '../requirements.ts';
import { debianPackage } from './debian-package.ts';
import { outputOf } from './program.ts';
import { answersHttp, freePort, startServer } from './server.ts';

/** Docker's own registry, and what makes its file of passwords. */
export const dockerRegistry: readonly Requirement[] = [
  debianPackage('docker-registry', 'docker-registry'),
  debianPackage('apache2-utils', 'htpasswd'),
];

/** A registry that wants to be logged in to. */
export interface DockerRegistry {
  /** `127.0.0.1:PORT`: Docker takes plain HTTP from this machine. */
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  close(): Promise<void>;
}

/**
 * Starts a registry with an empty store and one user, AWS, as in ECR.
 *
 * @param port of one that was there before; else a free one.
 */
export async function startDockerRegistry(password: string, port?: number): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'fargate-actions-registry-'));
  const chosen = port ?? (await freePort());
  const host = `127.0.0.1:${chosen}`;
  const [users, settings] = [join(folder, 'users'), join(folder, 'config.yml')];
  await writeFile(users, await outputOf('htpasswd', ['-nbB', 'AWS', password]));
  await writeFile(
    settings,
    [
      'version: 0.1',
      'log: { level: error }',
      `storage: { filesystem: { rootdirectory: ${join(folder, 'store')} }, delete: { enabled: true } }`,
      `http: { addr: "${host}" }`,
      `auth: { htpasswd: { realm: registry, path: ${users} } }`,
      '',
    ].join('\n'),
  );
  const server = await startServer({
    program: 'docker-registry',
    args: ['serve', settings],
    isUp: () => answersHttp(`http://${host}/v2/`),
    patienceSeconds: 20,
  });
  return {
    host,
    port: chosen,
    pid: server.pid,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
