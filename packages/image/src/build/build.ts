import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '@fargate-actions/aws';
import { DiagnosedError, type Diagnostic, type Workspace } from '@fargate-actions/documents';
import { checkoutOf, type Checkout } from '../git/checkout.ts';
import type { Docker, Ended } from '../processes.ts';
import { withRetries } from '../retries.ts';
import { buildArguments } from './arguments.ts';
import type { Builder } from './builder.ts';
import { buildDiagnostics } from './output/build-diagnostics.ts';
import { readBuildOutput } from './output/build-output.ts';
import { digestInMetadata, digestInPushOutput } from './pushed-digest.ts';
import { pushDiagnostic, registryFailure, registryLines } from './registry-failure.ts';
import { dockerfileOf, type BuildOutput, type BuildRequest } from './request.ts';

/** What a build needs of the world. */
export interface BuildContext {
  readonly docker: Docker;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly log: BuildLog;
  /** Where docker runs and paths begin. */
  readonly workspace: Workspace;
  /** For files that nobody needs afterwards. */
  readonly tempDirectory: string;
}

/** Where docker's output goes, folded. */
export interface BuildLog {
  info(text: string): void;
  during<T>(title: string, work: () => Promise<T>): Promise<T>;
}

/** What became of a build. */
export interface Built {
  /** What was pushed, in the registry's words; undefined when nothing was. */
  readonly digest: string | undefined;
  /** What BuildKit warns of, at the lines of the Dockerfile. */
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: StepCounts;
}

/** How many steps of the Dockerfile were taken from a cache, of how many. */
export interface StepCounts {
  readonly cached: number;
  readonly all: number;
}

/**
 * Builds an image, and pushes, loads or stores it. A registry that fails for a moment is tried again: what was built
 * and pushed before is there then.
 *
 * @throws DiagnosedError with the line of the Dockerfile at which it failed, or with why the registry refused.
 */
export async function build(
  request: BuildRequest,
  builder: Builder,
  output: BuildOutput,
  context: BuildContext,
): Promise<Built> {
  const directory = await mkdtemp(join(context.tempDirectory, 'build-'));
  try {
    return await context.log.during(TITLES[output.kind], () => buildIn(directory, request, builder, output, context));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const TITLES: Record<BuildOutput['kind'], string> = {
  push: 'docker build and push',
  load: 'docker build',
  archive: 'docker build, to look into the image',
  none: 'docker build',
};

async function buildIn(
  directory: string,
  request: BuildRequest,
  builder: Builder,
  output: BuildOutput,
  { docker, clock, signal, log, workspace }: BuildContext,
): Promise<Built> {
  const reportFile = join(directory, 'report');
  const { args, env } = buildArguments(request, builder, output, reportFile);
  const file = dockerfileOf(request);
  const tried = (run: () => Promise<Run>) =>
    withRetries(run, (ended) => ended.exitCode !== 0 && failureOf(ended) === 'passing', {
      clock,
      signal,
      onRetry: (seconds) => {
        log.info(`The registry failed; trying again in ${seconds} s.`);
      },
    });
  const recorded = async (call: readonly string[], options: { env?: Readonly<Record<string, string>> }) => {
    const lines: string[] = [];
    const onLine = (line: string) => {
      lines.push(line);
      log.info(line);
    };
    return { ...(await docker(call, { ...options, cwd: workspace.root, onLine })), lines };
  };

  const forGit = variablesOf(await checkoutOf(request.context, workspace));
  const built = await tried(() => recorded(args, { env: { ...env, ...forGit } }));
  const dockerfile = new TextDecoder().decode(await workspace.read(file));
  const diagnostics = buildDiagnostics(readBuildOutput(built.lines, built.exitCode !== 0), file, dockerfile);
  if (built.exitCode !== 0) throw new DiagnosedError(whyBuildFailed(built, diagnostics));

  const result = { diagnostics, steps: stepCounts(built.lines) };
  if (output.kind !== 'push') return { ...result, digest: undefined };
  if (builder.kind === 'buildx') return { ...result, digest: digestInMetadata(await readFile(reportFile, 'utf8')) };

  let digest: string | undefined;
  for (const name of request.names) {
    const pushed = await tried(() => recorded(['push', name], {}));
    if (pushed.exitCode !== 0)
      throw new DiagnosedError([...diagnostics, pushDiagnostic(failureOf(pushed), lastLine(pushed))]);
    digest = digestInPushOutput(pushed.stdout);
  }
  return { ...result, digest };
}

/**
 * What buildx's git may look at: without this it takes a context that looks like a repository for one. It is not asked for
 * what has changed since the commit, because the filters that the content chooses would run for that.
 *
 * Source: docs.docker.com, "Buildx environment variables".
 */
function variablesOf(checkout: Checkout | undefined): Record<string, string> {
  return checkout
    ? { GIT_DIR: checkout.gitDir, GIT_WORK_TREE: checkout.workTree, BUILDX_GIT_CHECK_DIRTY: 'false' }
    : { BUILDX_GIT_INFO: 'false', BUILDX_GIT_LABELS: 'false' };
}

/** A call of docker that has ended, and its lines in the order in which they came. */
type Run = Ended & { readonly lines: readonly string[] };

function failureOf({ lines }: Run) {
  return registryFailure(registryLines(lines));
}

/** A registry's refusal is told as such; all else is the Dockerfile's. */
function whyBuildFailed(built: Run, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const isPush = built.lines.some((line) => /failed to push|^ > pushing .* with docker:$/.test(line));
  if (isPush) {
    const warnings = diagnostics.filter(({ severity }) => severity !== 'error');
    return [...warnings, pushDiagnostic(failureOf(built), lastLine(built))];
  }
  const isExplained = diagnostics.some(({ severity }) => severity === 'error');
  return isExplained
    ? [...diagnostics]
    : [
        ...diagnostics,
        {
          rule: 'build/failed',
          severity: 'error',
          message: `docker ended with exit code ${built.exitCode}: ${lastLine(built)}`,
        },
      ];
}

function lastLine({ lines }: Run): string {
  return (
    lines.findLast((line) => /^ERROR: |^denied|^Error/.test(line)) ??
    lines.findLast((line) => line.trim() !== '') ??
    'it said nothing'
  )
    .replace(/^ERROR: (?:failed to solve: )?/, '')
    .trim();
}

/** Only steps of the Dockerfile have a place among its stages: `#7 [stage-1 2/2] RUN ...`. */
function stepCounts(lines: readonly string[]): StepCounts {
  const steps = new Set(lines.flatMap((line) => /^(#\d+) \[[^\]]*\d+\/\d+\] /.exec(line)?.[1] ?? []));
  const cached = new Set(lines.flatMap((line) => /^(#\d+) CACHED$/.exec(line)?.[1] ?? []));
  return { all: steps.size, cached: [...steps].filter((step) => cached.has(step)).length };
}
