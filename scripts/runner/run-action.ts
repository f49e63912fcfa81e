import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A step that uses an action, and the job around it. */
export interface Step {
  /** The action's folder: its action.yml says what the runner starts. */
  readonly action: string;
  readonly with: Readonly<Record<string, string>>;
  readonly workspace: string;
  /** The job's temporary directory, shared by its steps. */
  readonly temp: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told when the action's process has been started. */
  readonly onStart?: () => void;
  /** Gets the step's log as it is written. */
  readonly onLog?: (text: string) => void;
  /** Aborted: the process is killed, as the runner does with a step that ran too long. */
  readonly signal?: AbortSignal;
}

/** What the runner takes from a step. */
export interface StepResult {
  readonly exitCode: number;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly log: string;
  /** What it left for its post step. */
  readonly state: Readonly<Record<string, string>>;
}

/**
 * Runs an action as the Actions runner does: action.yml's `main` under Node, inputs and defaults in `INPUT_...`, outputs
 * and summary through files, nothing of our own environment but what a runner has.
 */
export async function runStep(step: Step): Promise<StepResult> {
  const metadata = await readActionYml(step);
  return runFile(metadata.runs.main, metadata, step, {});
}

/**
 * Runs what an action does at the job's end, with what its step left.
 *
 * @throws Error when its action.yml has no `post`.
 */
export async function runPostStep(step: Step, { state }: Pick<StepResult, 'state'>): Promise<StepResult> {
  const metadata = await readActionYml(step);
  const { post } = metadata.runs;
  if (post === undefined) throw new Error(`${step.action} has no post step.`);
  return runFile(post, metadata, step, state);
}

async function readActionYml({ action }: Step): Promise<ActionYml> {
  return parse(await readFile(join(action, 'action.yml'), 'utf8')) as ActionYml;
}

async function runFile(
  file: string,
  metadata: ActionYml,
  step: Step,
  state: Readonly<Record<string, string>>,
): Promise<StepResult> {
  await mkdir(step.temp, { recursive: true });
  const files = await mkdtemp(join(step.temp, '_runner_file_commands-'));
  const outputFile = join(files, 'output');
  const summaryFile = join(files, 'summary');
  const stateFile = join(files, 'state');
  await Promise.all([outputFile, summaryFile, stateFile].map((file) => writeFile(file, '')));
  try {
    const { exitCode, log } = await start(
      join(step.action, file),
      {
        PATH: process.env['PATH'] ?? '',
        HOME: step.temp,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: step.workspace,
        GITHUB_REPOSITORY: 'amply/amply',
        GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        GITHUB_RUN_ID: '1',
        GITHUB_SERVER_URL: 'https://github.com',
        RUNNER_TEMP: step.temp,
        GITHUB_OUTPUT: outputFile,
        GITHUB_STEP_SUMMARY: summaryFile,
        GITHUB_STATE: stateFile,
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
        ...inputVariables(metadata, step.with),
        ...step.env,
      },
      step,
    );
    const [output = '', summary = '', left = ''] = await Promise.all(
      [outputFile, summaryFile, stateFile].map((written) => readFile(written, 'utf8')),
    );
    return { exitCode, log, summary, outputs: readValues(output), state: readValues(left) };
  } finally {
    await rm(files, { recursive: true, force: true });
  }
}

interface ActionYml {
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean } | null>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

/** The runner upper-cases names and keeps everything but spaces; an input that is not given has its default, or is empty. */
function inputVariables({ inputs = {} }: ActionYml, given: Step['with']): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}.`);
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? String(input?.default ?? ''),
    ]),
  );
}

function start(
  main: string,
  env: Record<string, string>,
  { onStart, onLog, workspace, signal }: Step,
): Promise<{ exitCode: number; log: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ exitCode: number; log: string }>();
  const child = spawn(process.execPath, [main], { env, cwd: workspace, stdio: ['ignore', 'pipe', 'pipe'] });
  signal?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  onStart?.();
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
      onLog?.(text);
    });
  }
  child.once('error', reject);
  child.once('close', (code) => {
    resolve({ exitCode: code ?? 1, log });
  });
  return promise;
}

/** Reads `name<<DELIMITER`, lines, `DELIMITER`, as actions write their outputs and their state. */
function readValues(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const [, name, delimiter] = /^(.+?)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) continue;
    const end = lines.indexOf(delimiter, index + 1);
    values[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return values;
}
