import { proxyVariables, systemClock, type Clock } from '@fargate-actions/aws';
import { oldNode } from './old-node.ts';
import { annotate } from './runner/annotation.ts';
import type { Runner } from './runner/runner.ts';
import type { WireFactory } from './action-context.ts';

/** The process that an action runs in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory. */
  readonly directory: string;
  readonly clock: Clock;
  /** In place of the SDK, in tests. */
  readonly wire?: WireFactory;
  /** In place of the machine's, in tests. */
  readonly fetch?: typeof globalThis.fetch;
  readonly runner: Runner;
  /** To standard output. */
  write(text: string): void;
  /** Calls back with the name of each signal that asks the process to stop. */
  onStop(listener: (signal: string) => void): void;
  /** Calls back with what nobody caught. */
  onCrash(listener: (error: unknown) => void): void;
  /** Ends the process as soon as what was written is out, whatever may still be going on. */
  end(exitCode: number): void;
}

/** This process. What it fetches goes through the proxies of its environment. */
export async function nodeHost(): Promise<Host> {
  // A chunk of its own: @actions/core loads a client for HTTP, which tests would load with every file of theirs.
  const { toolkit: runner } = await import('./runner/toolkit.ts');
  const tooOld = oldNode(process.versions.node);
  if (tooOld !== undefined) {
    // Said at once: an old Node stumbles over the first thing that it does not know, and calls that a bug.
    annotate(runner, tooOld);
    process.exit(1);
  }
  const proxy = proxyVariables(process.env);
  // Loaded only where it is used: most runners have no proxy.
  const http = proxy && process.getBuiltinModule('node:http');
  // Node 24.5 to 24.13 take a proxy for AWS only.
  if (http && 'setGlobalProxyFromEnv' in http) http.setGlobalProxyFromEnv({ ...proxy });
  // The SDK reads the environment by itself, and takes blanks for a region.
  if (process.env['AWS_REGION']?.trim() === '') delete process.env['AWS_REGION'];
  return {
    env: process.env,
    directory: process.cwd(),
    clock: systemClock,
    runner,
    write: (text) => void process.stdout.write(text),
    onStop(listener) {
      // The runner sends SIGINT, and SIGTERM 7.5 s later. Source: reference/actions-ecosystem.md, "Workflows".
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, listener);
    },
    onCrash(listener) {
      process.on('unhandledRejection', listener);
      process.on('uncaughtException', listener);
    },
    end(exitCode) {
      process.exitCode = exitCode;
      // Questions that nobody waits for any longer would keep it alive. What was written before must be out first: pipes
      // are not synchronous everywhere.
      process.stdout.write('', () => process.exit(exitCode));
    },
  };
}
