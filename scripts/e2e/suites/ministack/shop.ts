import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRead, type Operation } from '@fargate-actions/aws';
import { runStep, type StepResult } from '../../../runner/run-action.ts';
import { operationOf, startRecorder } from '../../recorder.ts';
import { startDocker } from '../../tools/docker-engine.ts';
import { outputOf } from '../../tools/program.ts';
import { startMinistack } from '../../tools/stand-ins.ts';
import { createRepository, pushImage, type ImageContent } from './images.ts';
import { writeStack } from './stack-files.ts';

const action = join(import.meta.dirname, '..', '..', '..', '..', 'actions', 'deploy-ecs-service');

/** What ministack has not, and reading which ends a run: for it, there is nothing of the kind. */
const LACKING: Readonly<Record<string, object>> = { DescribeScalableTargets: { ScalableTargets: [] } };

/** A container that the engine really runs for a task. */
export interface RunningContainer {
  /** Of the task definition. */
  readonly revision: string;
  /** What its web server answers. */
  readonly page: string;
}

/** A stack with one service, in an ECS that is not ours and that runs its tasks as real containers. */
export interface Shop {
  /** Pushes an image, and gives its reference by digest. */
  readonly image: (name: string, content: ImageContent) => Promise<string>;
  /** Deploys the stack with an image. */
  readonly deploy: (image: string) => Promise<Deployed>;
  readonly containers: () => Promise<readonly RunningContainer[]>;
  close(): Promise<void>;
}

/** A run of the action, and the names of its calls that may have written something. */
export interface Deployed extends StepResult {
  readonly writes: readonly string[];
}

/** Starts all of it; whatever was started is ended when one part does not come up. */
export async function startShop(): Promise<Shop> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const end of closing.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Not all of it has ended.');
  };
  try {
    return await open(closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(closing: (() => Promise<unknown>)[], close: () => Promise<void>): Promise<Shop> {
  const root = await mkdtemp(join(tmpdir(), 'fargate-actions-ministack-'));
  closing.push(() => rm(root, { recursive: true, force: true }));
  const engine = await startDocker();
  closing.push(() => engine.close());
  const docker = (...args: string[]): Promise<string> =>
    outputOf('docker', args, { ...process.env, ...engine.env, HOME: root });
  const ministack = await startMinistack(engine.env);
  const registry = `localhost:${ministack.port}`;
  const ours = ['--filter', `label=ministack.instance=${hostname()}:${ministack.port}`];
  closing.push(async () => {
    await ministack.close();
    await removeAll(docker, ours, `${registry}/shop`);
  });
  await createRepository(ministack.endpoint, 'shop');
  let writes: string[] = [];
  const recorder = await startRecorder(
    ministack.endpoint,
    'ministack',
    (exchange) => {
      const operation = operationOf(exchange);
      // It is told by the name alone, whichever service's operation it is.
      if (!isRead(`ministack:${operation}` as Operation)) writes.push(operation);
    },
    (asked) => LACKING[operationOf(asked)],
  );
  closing.push(() => recorder.close());
  const env = {
    AWS_ENDPOINT_URL: recorder.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const workspace = join(root, 'workspace');
  await writeStack(workspace);
  return {
    close,
    image: (name, content) => pushImage(join(root, name), `${registry}/shop:${name}`, content, docker),
    async deploy(image) {
      writes = [];
      const result = await runStep({
        action,
        with: { stack: 'stack.yml', variables: `IMAGE=${image}`, 'wait-for-minutes': '2' },
        workspace,
        temp: join(root, 'temp'),
        env,
      });
      return { ...result, writes };
    },
    containers: () => runningContainers(docker, ours),
  };
}

type Docker = (...args: string[]) => Promise<string>;

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** Takes away what is left in the engine: it may be somebody's own. */
async function removeAll(docker: Docker, ours: readonly string[], repository: string): Promise<void> {
  const containers = lines(await docker('ps', '--all', '--quiet', ...ours));
  if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
  const images = lines(await docker('image', 'ls', '--quiet', repository));
  if (images.length > 0) await docker('image', 'rm', '--force', ...new Set(images));
}

const REVISION = 'com.amazonaws.ecs.task-definition-version';
const FORMAT = `{{index .Config.Labels "${REVISION}"}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}`;

async function runningContainers(docker: Docker, ours: readonly string[]): Promise<RunningContainer[]> {
  const running = lines(await docker('ps', '--quiet', ...ours));
  const found = await Promise.all(
    running.map(async (id) => {
      // It may have gone since it was listed.
      const described = await docker('inspect', '--format', FORMAT, id).catch(() => '');
      const [revision = '', ip = ''] = described.trim().split(' ');
      return revision === '' ? [] : [{ revision, page: await pageOf(ip) }];
    }),
  );
  return found.flat();
}

/** What a container's web server answers, or why it does not. */
async function pageOf(ip: string): Promise<string> {
  try {
    const response = await fetch(`http://${ip}:8000/`, { signal: AbortSignal.timeout(2000) });
    return (await response.text()).trim();
  } catch (error) {
    return String(error);
  }
}
