import { readFileSync } from 'node:fs';
import type { Ended, Processes, RunOptions } from '@fargate-actions/action-kit';
import { aBuildingDocker, aLayerArchive, ARegistry } from '@fargate-actions/image/testing';

/** A call of docker as a test sees it. */
export interface SeenCall {
  readonly args: readonly string[];
  readonly input: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How a call ended, and what it wrote. */
type Answered = Partial<Ended> & { readonly lines?: readonly string[] };

/** What a call answers instead of what docker would. */
export type Answer = (args: readonly string[]) => Answered | undefined;

/** How a docker differs from one that does what it is asked. */
export interface DockerSettings {
  readonly instead?: Answer | undefined;
  /** What happens in the registry right after a push. */
  readonly afterPush?: (() => void) | undefined;
}

/**
 * A docker that logs in, builds images of one layer, and really pushes them: to a registry of this machine.
 *
 * @param programs in /bin of what it builds.
 */
export async function aDocker(
  programs: readonly string[],
  { instead = () => undefined, afterPush = () => undefined }: DockerSettings = {},
): Promise<{ processes: Processes; calls: SeenCall[] }> {
  const layer = await aLayerArchive(programs);
  const passwords = new Map<string, string>();
  const calls: SeenCall[] = [];

  async function docker(args: readonly string[], options: RunOptions): Promise<Answered> {
    const { input = '', env = {} } = options;
    const [command, second] = args;
    if (command === 'login') {
      const host = args.at(-1) ?? '';
      const login = `AWS:${input}`;
      const { status } = await fetch(`http://${host}/v2/`, { headers: basic(login) });
      if (status !== 200)
        return { exitCode: 1, stderr: `Error response from daemon: login failed: ${status} unauthorized` };
      passwords.set(`${env['DOCKER_CONFIG'] ?? ''} ${host}`, login);
      return { stdout: 'Login Succeeded\n' };
    }
    if (command === 'version' || command === 'image') return { stdout: 'linux/amd64\n' };
    if (command !== 'buildx') return {};
    const store = new ARegistry();
    const ended = await aBuildingDocker(store, layer)(args);
    if (second !== 'build' || !args.includes('--push')) return ended;
    for (const name of args.flatMap((arg) => (arg.startsWith('--tag=') ? [arg.slice(6)] : []))) {
      const [, host = '', repository = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(name) ?? [];
      const login = passwords.get(`${env['DOCKER_CONFIG'] ?? ''} ${host}`) ?? 'nobody:';
      const refused = await pushed(store, `http://${host}/v2/${repository}`, tag, login);
      if (refused !== undefined) {
        options.onLine?.(`ERROR: failed to solve: failed to push ${name}: unexpected status: ${refused}`);
        return { exitCode: 1 };
      }
    }
    afterPush();
    return ended;
  }

  const run: Processes['run'] = async (program, args, options = {}) => {
    const { input = '', env = {}, onLine } = options;
    // No git here: contexts are read from the disk.
    if (program !== 'docker') return { exitCode: 127, stdout: '', stderr: `${program}: command not found` };
    calls.push({ args, input, env });
    const { lines = [], ...ended } = instead(args) ?? (await docker(args, options));
    for (const line of lines) onLine?.(line);
    return { exitCode: 0, stdout: '', stderr: '', ...ended };
  };
  return { calls, processes: { env: { HOME: '/nowhere' }, run, ask: run } };
}

function basic(login: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
}

/** Uploads what was built; what the registry said when it did not take it. */
async function pushed(store: ARegistry, base: string, tag: string, login: string): Promise<string | undefined> {
  const send = (method: string, url: string, body?: string | Uint8Array<ArrayBuffer>, type?: string) =>
    fetch(url, { method, headers: { ...basic(login), ...(type && { 'content-type': type }) }, ...(body && { body }) });
  for (const [digest, bytes] of store.blobs) {
    const started = await send('POST', `${base}/blobs/uploads/`);
    if (!started.ok) return `${started.status} ${await started.text()}`;
    const place = new URL(started.headers.get('location') ?? '', base);
    place.searchParams.set('digest', digest);
    const ended = await send('PUT', String(place), new Uint8Array(bytes));
    if (!ended.ok) return `${ended.status} ${await ended.text()}`;
  }
  const manifest = store.manifests.values().next().value ?? '';
  const type = 'application/vnd.docker.distribution.manifest.v2+json';
  const put = await send('PUT', `${base}/manifests/${tag}`, manifest, type);
  return put.ok ? undefined : `${put.status} ${await put.text()}`;
}

/** The seed's words of a build that fails at a line of the Dockerfile. */
export function failingBuild(): readonly string[] {
  const file = new URL('../../../packages/image/test/outputs/failing-run.txt', import.meta.url);
  return readFileSync(file, 'utf8').split('\n');
}
