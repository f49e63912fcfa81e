import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock, type Clock } from '@fargate-actions/aws';
import {
  runAction,
  runActionWithPost,
  type ActionRun,
  type ActionSteps,
  type Host,
  type Inputs,
} from '../src/index.ts';
import { writtenRunner } from './written-runner.ts';

/** What happens to a process from outside. */
interface Listeners {
  stop: (signal: string) => void;
  crash: (error: unknown) => void;
}

/** How an action is run in a test. */
export interface TestSettings {
  /** Inputs, as in a workflow's `with:`. */
  readonly with?: Readonly<Record<string, string>>;
  /** Files of the workspace: path -> content, as text or as bytes. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Symbolic links of the workspace: path -> what it leads to. */
  readonly links?: Readonly<Record<string, string>>;
  /** What an earlier step of the same action left: with it, the post step runs. */
  readonly state?: Readonly<Record<string, string>>;
  /** Beside what a runner sets; undefined takes away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly wire?: Host['wire'];
  /** In place of GitHub. */
  readonly fetch?: Host['fetch'];
  readonly clock?: Clock;
  /** Called when the run begins: to send signals, or to crash. */
  readonly onBegin?: (process: Listeners) => void;
}

/** What a run left behind. */
export interface TestRun {
  readonly exitCode: number | undefined;
  /** Standard output. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the step left for its post step. */
  readonly state: Readonly<Record<string, string>>;
}

/** Runs an action as the runner would, in a workspace of its own that is removed afterwards. */
export async function runInTest<I extends Inputs>(
  name: string,
  inputs: I,
  run: ActionRun<I> | ActionSteps<I>,
  settings: TestSettings = {},
): Promise<TestRun> {
  const root = await mkdtemp(join(tmpdir(), 'fargate-actions-'));
  try {
    const workspace = join(root, 'workspace');
    const temp = join(root, 'temp');
    await Promise.all([mkdir(workspace), mkdir(temp)]);
    const place = async (path: string): Promise<string> => {
      const file = join(workspace, path);
      await mkdir(dirname(file), { recursive: true });
      return file;
    };
    for (const [path, content] of Object.entries(settings.files ?? {})) await writeFile(await place(path), content);
    for (const [path, target] of Object.entries(settings.links ?? {})) await symlink(target, await place(path));
    return await runIn({ root, workspace, temp }, name, inputs, run, settings);
  } finally {
    await rm(root, { recursive: true });
  }
}

async function runIn<I extends Inputs>(
  { root, workspace, temp }: { root: string; workspace: string; temp: string },
  name: string,
  inputs: I,
  run: ActionRun<I> | ActionSteps<I>,
  settings: TestSettings,
): Promise<TestRun> {
  const [outputFile, summaryFile, stateFile] = [join(root, 'output'), join(root, 'summary'), join(root, 'state')];
  await Promise.all([outputFile, summaryFile, stateFile].map((file) => writeFile(file, '')));
  const left = { exitCode: undefined as number | undefined, log: '' };
  const write = (text: string) => {
    left.log += text;
  };
  const nobody = () => {
    throw new Error('The action does not listen yet.');
  };
  const listeners: Listeners = { stop: nobody, crash: nobody };
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    GITHUB_STATE: stateFile,
    GITHUB_REPOSITORY: 'amply/backend',
    GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
    GITHUB_RUN_ID: '42',
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_TEMP: temp,
    ...inputVariables(settings.with ?? {}),
    ...Object.fromEntries(Object.entries(settings.state ?? {}).map(([name, value]) => [`STATE_${name}`, value])),
    ...settings.env,
  };
  const host: Host = {
    env,
    directory: workspace,
    clock: settings.clock ?? systemClock,
    ...(settings.wire && { wire: settings.wire }),
    ...(settings.fetch && { fetch: settings.fetch }),
    write,
    runner: writtenRunner(env, write),
    onStop: (listener) => {
      listeners.stop = listener;
    },
    onCrash: (listener) => {
      listeners.crash = listener;
    },
    end: (exitCode) => {
      left.exitCode = exitCode;
    },
  };
  const begun =
    (step: ActionRun<I>): ActionRun<I> =>
    (values, context) => {
      settings.onBegin?.(listeners);
      return step(values, context);
    };
  if (typeof run === 'function') await runAction(name, inputs, begun(run), host);
  else await runActionWithPost(name, inputs, { main: begun(run.main), post: begun(run.post) }, host);
  const [outputs = '', state = '', summary = ''] = await Promise.all([outputFile, stateFile, summaryFile].map(textOf));
  return { ...left, outputs: valuesIn(outputs), state: valuesIn(state), summary };
}

function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** The values in a file that the runner would read. */
function valuesIn(text: string): Record<string, string> {
  const blocks = text.matchAll(/^(?<name>[^\n<]+)<<(?<end>[^\n]+)\n(?<value>[^]*?)\n\k<end>$/gm);
  return Object.fromEntries(Array.from(blocks, ({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']));
}

function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
