import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import {
  annotationsIn,
  runInTest,
  type ShownAnnotation,
  type TestRun,
  type TestSettings,
} from '@fargate-actions/action-kit/testing';
import {
  Emulator,
  emulatorWire,
  seedSurroundings,
  VirtualClock,
  type RequestRecord,
  type ScenarioChange,
} from '@fargate-actions/emulator';
import { render } from '@fargate-actions/operations';
import { inputs } from '../src/inputs.ts';

const HOME = 'eu-central-1';

/** How a render in a test went. */
export interface RenderRun extends TestRun {
  readonly annotations: readonly ShownAnnotation[];
  /** `error rule` and the like, in the order shown. */
  readonly found: readonly string[];
  /** Names of the AWS operations that were called: `ecs:DescribeTaskDefinition`. */
  readonly calls: readonly string[];
}

/** A job of a workflow: its steps share a workspace, RUNNER_TEMP and an account. */
export interface Job {
  readonly workspace: string;
  readonly temp: string;
  /** The account in eu-central-1, with what the seed's files name. */
  readonly home: Emulator;
  /** The account in another region, where there is nothing yet. */
  readonly region: (name: string) => Emulator;
  /** Runs the action as one of the steps. */
  readonly render: (given: Readonly<Record<string, string>>, env?: TestSettings['env']) => Promise<RenderRun>;
  /** The rendered definition at a path. */
  readonly definition: (path: string | undefined) => Promise<Definition>;
  /** Everything that steps left in RUNNER_TEMP, and new in the workspace. */
  readonly written: () => Promise<readonly string[]>;
}

export type Definition = Readonly<Record<string, unknown>> & {
  readonly containerDefinitions: readonly Readonly<Record<string, unknown>>[];
};

/** What a job begins with. */
export interface JobStart {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly scenario?: ScenarioChange;
}

/** Does something in a job, and clears it away. */
export async function inAJob<T>({ files = {}, scenario = {} }: JobStart, work: (job: Job) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'render-task-def-'));
  try {
    const [workspace, temp] = [join(root, 'workspace'), join(root, 'temp')];
    await Promise.all([mkdir(workspace), mkdir(temp)]);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), content);
    }
    return await work(aJob(workspace, temp, new Set(Object.keys(files)), scenario));
  } finally {
    await rm(root, { recursive: true });
  }
}

function aJob(workspace: string, temp: string, given: ReadonlySet<string>, scenario: ScenarioChange): Job {
  const home = new Emulator({ scenario });
  seedSurroundings(home.world);
  const emulators = new Map([[HOME, home]]);
  const region = (name: string): Emulator => {
    const emulator = emulators.get(name) ?? new Emulator({ region: name, scenario });
    emulators.set(name, emulator);
    return emulator;
  };
  const requests = (): RequestRecord[] => [...emulators.values()].flatMap((emulator) => emulator.requests);

  return {
    workspace,
    temp,
    home,
    region,
    async render(given, env = {}) {
      const before = requests().length;
      const clock = new VirtualClock({ startAt: Date.UTC(2026, 10, 23, 9) });
      const ended = await clock.run(
        runInTest('render-task-def', inputs, render, {
          with: given,
          env: { GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temp, AWS_REGION: HOME, ...env },
          wire: ({ region: name = HOME }) => emulatorWire(region(name), clock),
          clock,
        }),
      );
      const annotations = annotationsIn(ended.log);
      return {
        ...ended,
        annotations,
        found: annotations.map(({ severity, title }) => `${severity} ${title}`),
        calls: requests()
          .slice(before)
          .map(({ service, operation }) => `${service}:${operation}`),
      };
    },
    definition: async (path) => JSON.parse(await readFile(path ?? '', 'utf8')) as Definition,
    async written() {
      const inTemp = (await filesBelow(temp)).map((path) => join('temp', path));
      return [...inTemp, ...(await filesBelow(workspace)).filter((path) => !given.has(path))];
    },
  };
}

async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(directory, join(parentPath, name)))
    .toSorted();
}
