import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { actionYmlOf } from '../action-names.ts';
import { startEmulatedAws, type EmulatedAws } from '../runner/emulated-aws.ts';
import { runStep, type StepResult } from '../runner/run-action.ts';
import { RunnerLog } from './runner-log.ts';
import type { Screen } from './screen.ts';

const repository = join(import.meta.dirname, '..', '..');

/** All that the steps of a job use. */
const ACTIONS = ['deploy-stack', 'render-task-def', 'deploy-ecs-service', 'enforce-beat-singleton'];

type Inputs = Readonly<Record<string, string>>;

/** A job of a workflow: its steps share the workspace, the temporary directory and the AWS account. */
export interface Job {
  readonly aws: EmulatedAws;
  /** Runs the root action as a step. */
  stack(inputs: Inputs): Promise<StepResult>;
  /** Runs render-task-def as a step. */
  render(inputs: Inputs): Promise<StepResult & { readonly taskDefinitions: Readonly<Record<string, Rendered>> }>;
  /** Runs deploy-ecs-service as a step, with what the last render put out. */
  deploy(inputs: Inputs): Promise<StepResult>;
  /** Runs enforce-beat-singleton as a step. */
  singleton(inputs: Inputs): Promise<StepResult>;
  end(): Promise<void>;
}

/** A rendered task definition: its file, and the images of its containers. */
export interface Rendered {
  readonly path: string;
  readonly images: readonly string[];
}

/** The files of the built actions that are not there, relative to the repository. */
export async function missingBundles(): Promise<string[]> {
  const bundles = ACTIONS.map((action) => `dist/${action}/index.js`);
  const isMissing = await Promise.all(
    bundles.map((bundle) =>
      access(join(repository, bundle)).then(
        () => false,
        () => true,
      ),
    ),
  );
  return bundles.filter((_, index) => isMissing[index]);
}

/**
 * Starts a job on the embedded emulator, in a repository that has the example's files.
 *
 * @param speed how many emulated seconds pass in a real one.
 */
export async function startJob(screen: Screen, speed: number): Promise<Job> {
  const [aws, temp] = await Promise.all([startEmulatedAws(speed), mkdtemp(join(tmpdir(), 'fargate-actions-demo-'))]);
  let lastRendered = '{}';

  async function step(action: string, inputs: Inputs): Promise<StepResult> {
    screen.step(action, inputs);
    const log = new RunnerLog((line) => screen.log(line));
    const result = await runStep({
      action: join(repository, dirname(actionYmlOf(action))),
      with: inputs,
      workspace: join(repository, 'examples', 'amply'),
      temp,
      env: aws.env,
      onLog: (piece) => log.write(piece),
    });
    log.end();
    return result;
  }

  return {
    aws,
    stack: (inputs) => step('deploy-stack', inputs),
    async render(inputs) {
      const result = await step('render-task-def', inputs);
      lastRendered = result.outputs['task-definitions'] ?? '{}';
      return { ...result, taskDefinitions: await readRendered(lastRendered) };
    },
    deploy: (inputs) => step('deploy-ecs-service', { ...inputs, 'task-definitions': lastRendered }),
    singleton: (inputs) => step('enforce-beat-singleton', inputs),
    async end() {
      await aws.close();
      await rm(temp, { recursive: true, force: true });
    },
  };
}

// What the action writes whose demonstration this is: another shape ends it, as it should.
async function readRendered(output: string): Promise<Record<string, Rendered>> {
  const paths = Object.entries(JSON.parse(output) as Record<string, string>);
  return Object.fromEntries(
    await Promise.all(
      paths.map(async ([service, path]) => {
        const { containerDefinitions } = JSON.parse(await readFile(path, 'utf8')) as {
          containerDefinitions: { image: string }[];
        };
        return [service, { path, images: containerDefinitions.map(({ image }) => image) }] as const;
      }),
    ),
  );
}
