import { tmpdir } from 'node:os';
import {
  awsPorts,
  proxyVariables,
  sdkWire,
  type Aws,
  type Clock,
  type SdkSettings,
  type Wire,
} from '@fargate-actions/aws';
import { diskWorkspace, type Diagnostic, type Workspace } from '@fargate-actions/documents';
import { commitsOf, type Commits } from './commits.ts';
import type { Host } from './host.ts';
import { nodeProcesses, type Processes } from './processes.ts';
import { runnerState, type State } from './runner/files.ts';
import type { Log } from './runner/log.ts';
import { emulatorSpeed, spedUp } from './speed.ts';
import { VERSION } from './version.ts';

/** All that a run may touch of the world. */
export interface ActionContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: Workspace;
  /** A directory for files of this job. */
  readonly tempDirectory: string;
  /** Aborted, with a CancelledError, when the run is to stop: less than 5 seconds are left then. */
  readonly signal: AbortSignal;
  readonly run: RunFacts;
  /** AWS in a region; without one, in that of the environment. The same object for the same region. */
  readonly aws: (region?: string) => Aws;
  /** The history of the workflow's repository; undefined outside of one. */
  readonly commits: (token: string) => Commits | undefined;
  /** Shows diagnostics now, before something long begins. At the end they are annotations, and not said again. */
  readonly announce: (diagnostics: readonly Diagnostic[]) => void;
  readonly processes: Processes;
  readonly state: State;
}

/** What is known of the workflow run. */
export interface RunFacts {
  /** `owner/name`. */
  readonly repository?: string;
  readonly commitSha?: string;
  /** `refs/heads/main`, `refs/tags/v1`. */
  readonly ref?: string;
  readonly runId?: string;
  readonly serverUrl?: string;
  /** AWS_REGION, else AWS_DEFAULT_REGION: the region where none is given. */
  readonly region?: string;
}

/** Calls AWS in a region, as a product of that name and version. */
export type WireFactory = (settings: SdkSettings) => Wire;

/**
 * The context of an action's run, and what was opened in them.
 *
 * @param action its name, which AWS gets to see in the user agent.
 */
export function contextOf(
  action: string,
  host: Host,
  { log, signal, announce }: Pick<ActionContext, 'log' | 'signal' | 'announce'>,
): { context: ActionContext; opened: () => readonly Aws[] } {
  const { env } = host;
  const clock = spedUp(host.clock, emulatorSpeed(env));
  const wire: WireFactory = host.wire ?? sdkWire;
  const byRegion = new Map<string | undefined, Aws>();

  function aws(region?: string): Aws {
    const known = byRegion.get(region);
    if (known) return known;
    const product: SdkSettings['product'] = [`fargate-actions/${action}`, VERSION];
    const own = region ?? regionOf(env);
    const bare = wire({
      ...(own !== undefined && { region: own }),
      product,
      clock: host.clock,
      proxy: proxyVariables(env),
    });
    const opened = awsPorts(bare, clock, {
      signal,
      machineClock: host.clock,
      onWait: (line) => {
        log.info(line);
      },
      onCall: log.isDebugged ? (line) => log.debug(line) : undefined,
    });
    byRegion.set(region, opened);
    return opened;
  }

  return {
    context: {
      clock,
      log,
      signal,
      announce,
      aws,
      commits: (token) => {
        const repository = env['GITHUB_REPOSITORY'];
        return repository ? commitsOf(repository, token, { clock: host.clock, signal, fetch: host.fetch }) : undefined;
      },
      workspace: diskWorkspace(env['GITHUB_WORKSPACE'] ?? host.directory),
      tempDirectory: env['RUNNER_TEMP'] ?? tmpdir(),
      processes: nodeProcesses(env, host.clock),
      state: runnerState(host),
      run: runFacts(env),
    },
    opened: () => [...byRegion.values()],
  };
}

function runFacts(env: Host['env']): RunFacts {
  const facts = {
    repository: env['GITHUB_REPOSITORY'],
    commitSha: env['GITHUB_SHA'],
    ref: env['GITHUB_REF'],
    runId: env['GITHUB_RUN_ID'],
    serverUrl: env['GITHUB_SERVER_URL'],
    region: regionOf(env),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value));
}

/** The region of an environment. The SDK for JavaScript knows AWS_REGION alone, and takes blanks for a region. */
function regionOf(env: Host['env']): string | undefined {
  return [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].map((region) => region?.trim()).find((region) => region);
}
