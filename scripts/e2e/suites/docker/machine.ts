import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulator, type EmulatorServer } from '@fargate-actions/emulator';
import { runPostStep, runStep, type StepResult } from '../../../runner/run-action.ts';
import { startDocker, type DockerEngine } from '../../tools/docker-engine.ts';
import { startDockerRegistry } from '../../tools/docker-registry.ts';
import { outputOf } from '../../tools/program.ts';
import { startProxy, type InterruptingProxy } from './interrupting-proxy.ts';
import { buildx } from './programs.ts';

const repository = join(import.meta.dirname, '..', '..', '..', '..');
const action = join(repository, 'actions', 'build-push-ecr');

/** A build machine: an engine, a registry that wants a password, our ECR that hands it out, and a checkout. */
export interface Machine {
  readonly engine: DockerEngine;
  readonly password: string;
  readonly proxy: InterruptingProxy;
  readonly workspace: string;
  /** The temporary directory of the job, which is the runner's home as well. */
  readonly temp: string;
  /** Puts files into the checkout. */
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
  /** Runs the step, of the repository `shop` unless said otherwise. */
  readonly step: (
    inputs: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ) => Promise<StepResult>;
  /** Runs what the step does at the end of the job. */
  readonly post: (result: StepResult) => Promise<StepResult>;
  /** Calls docker with this engine. */
  readonly docker: (...args: string[]) => Promise<string>;
  close(): Promise<void>;
}

/** An image of nothing but what this machine has: there is no registry of base images here. */
export const DOCKERFILE = `FROM scratch
COPY busybox /bin/sh
COPY busybox /bin/busybox
COPY app.sh /app/app.sh
ENV PATH=/bin
WORKDIR /app
RUN --mount=type=secret,id=token /bin/busybox echo built here
USER 1000
CMD ["/bin/sh", "/app/app.sh"]
`;

/** Starts all of it; whatever was started is ended when one part does not come up. */
export async function startMachine(): Promise<Machine> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return await build(closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function build(closing: (() => Promise<void>)[], close: () => Promise<void>): Promise<Machine> {
  const root = await mkdtemp(join(tmpdir(), 'fargate-actions-e2e-'));
  closing.push(() => rm(root, { recursive: true, force: true }));
  const [workspace, temp] = [join(root, 'workspace'), join(root, 'temp')];
  const password = `registry-password-${Math.random().toString(36).slice(2)}`;
  const engine = await startDocker();
  closing.push(() => engine.close());
  const registry = await startDockerRegistry(password);
  closing.push(() => registry.close());
  const proxy = await startProxy(registry.host);
  closing.push(() => proxy.close());
  const aws = await startEmulator({
    outsideRegistry: { endpoint: `http://${proxy.host}`, username: 'AWS', password },
  });
  closing.push(() => aws.close());

  const plugins = join(temp, '.docker', 'cli-plugins');
  await Promise.all([mkdir(plugins, { recursive: true }), mkdir(workspace)]);
  await symlink(buildx.path, join(plugins, 'docker-buildx'));
  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), content);
    }
  };
  await write({ Dockerfile: DOCKERFILE, 'app.sh': 'echo hello from the shop\n', '.gitignore': 'ignored\n' });
  await copyFile((await outputOf('/bin/sh', ['-c', 'command -v busybox'])).trim(), join(workspace, 'busybox'));
  const git = (...args: string[]) =>
    outputOf('git', ['-C', workspace, '-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...args]);
  await git('init', '--quiet');
  await git('add', '.');
  await git('commit', '--quiet', '--message', 'The shop');
  return {
    engine,
    password,
    proxy,
    workspace,
    temp,
    write,
    close,
    step: (inputs, env = {}) =>
      runStep({
        action,
        with: { repository: 'shop', 'create-repository': 'true', ...inputs },
        workspace,
        temp,
        env: { ...awsEnv(aws), ...engine.env, ...env },
      }),
    post: (result) =>
      runPostStep({ action, with: {}, workspace, temp, env: { ...awsEnv(aws), ...engine.env } }, result),
    docker: (...args) =>
      outputOf('docker', args, { ...process.env, ...engine.env, HOME: temp, DOCKER_CONFIG: join(temp, '.docker') }),
  };
}

function awsEnv({ endpoint }: EmulatorServer): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
  };
}
