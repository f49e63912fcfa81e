import { logLines } from '@fargate-actions/report';
import type { Host } from '../host.ts';
import { annotate, type Annotation } from './annotation.ts';
import { harmless } from './harmless.ts';

/** The step's log. Nothing that is written to it can be a command to the runner, or a secret. */
export interface Log {
  /** One line, or several. */
  info(text: string): void;
  /** Lines that are folded under a title. */
  group(title: string, lines: readonly string[]): void;
  /** Folds all that is written while the work goes on under a title. The runner knows no group within another. */
  during<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Whether the step's debug log is on: ACTIONS_STEP_DEBUG, which the runner gives on as RUNNER_DEBUG. */
  readonly isDebugged: boolean;
  /** Shown only where the step's debug log is on. */
  debug(text: string): void;
  /** From now on the runner masks the secret wherever it is written, and it is never written here. */
  mask(secret: string): void;
}

/** The log, and what only the kit itself does with the console. */
export interface Console extends Log {
  annotate(annotation: Annotation): void;
  withoutSecrets(text: string): string;
}

/**
 * The console of a step.
 *
 * @param secrets are masked at the runner first, and never written here, whoever reads this log.
 */
export function runnerConsole(
  { env, write, runner }: Pick<Host, 'env' | 'write' | 'runner'>,
  secrets: readonly string[],
): Console {
  const line = (text: string) => {
    write(`${text}\n`);
  };
  const isDebugged = env['RUNNER_DEBUG'] === '1';
  const known = new Set<string>();
  // Made when a text is written: an input may have thousands of secrets, each with the same mask as the one before.
  let hides: ((text: string) => string) | undefined;
  const withoutSecrets = (text: string) => (hides ??= hiding([...known]))(text);
  const mask = (secret: string) => {
    if (known.has(secret)) return;
    // Anywhere else than at the runner the command itself would show the secret.
    if (env['GITHUB_ACTIONS'] === 'true') runner.setSecret(secret);
    known.add(secret);
    hides = undefined;
  };
  secrets.forEach(mask);

  const info = (text: string) => {
    logLines(withoutSecrets(text)).forEach(line);
  };
  const open = (title: string) => {
    runner.startGroup(harmless(logLines(withoutSecrets(title)).join(' ')));
  };
  const close = () => {
    runner.endGroup();
  };
  return {
    withoutSecrets,
    mask,
    info,
    group(title, lines) {
      open(title);
      lines.forEach(info);
      close();
    },
    async during(title, work) {
      open(title);
      try {
        return await work();
      } finally {
        close();
      }
    },
    isDebugged,
    debug(text) {
      if (isDebugged) runner.debug(harmless(withoutSecrets(text)));
    },
    annotate({ title, message, file, ...place }) {
      const hidden = { title: withoutSecrets(title), message: withoutSecrets(message) };
      annotate(runner, { ...place, ...hidden, ...(file !== undefined && { file: withoutSecrets(file) }) });
    },
  };
}

function hiding(secrets: readonly string[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => [secret, ...secret.split(/[\r\n]+/)]).map((secret) => secret.trim());
  const hidden = [...new Set(parts)]
    .filter((secret) => secret !== '')
    // One may be a part of another.
    .sort((a, b) => b.length - a.length);
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
