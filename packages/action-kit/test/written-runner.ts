import { appendFileSync, existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { RunnerFileError, type Runner } from '../src/runner/runner.ts';

/**
 * A runner for tests, without @actions/core, which would load its client for HTTP in every one of them. It writes the same
 * bytes; `toolkit.test.ts` compares.
 *
 * @param write gets what goes to standard output.
 */
export function writtenRunner(
  env: Readonly<Record<string, string | undefined>>,
  write: (text: string) => void,
): Runner {
  const issue = (name: string, text = '', properties: Readonly<Record<string, string | number | undefined>> = {}) => {
    const list = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
    const given = list.map(([key, value]) => `${key}=${escapedProperty(String(value))}`).join(',');
    write(`::${name}${given === '' ? '' : ` ${given}`}::${escaped(text)}\n`);
  };
  const entry = (file: string, name: string, value: string) => {
    const path = env[file] ?? '';
    if (!existsSync(path)) throw new RunnerFileError(new Error(`Missing file at path: ${path}`));
    const end = `ghadelimiter_${crypto.randomUUID()}`;
    appendFileSync(path, `${name}<<${end}\n${value}\n${end}\n`);
  };
  return {
    setSecret: (secret) => {
      issue('add-mask', secret);
    },
    startGroup: (title) => {
      issue('group', title);
    },
    endGroup: () => {
      issue('endgroup');
    },
    debug: (text) => {
      issue('debug', text);
    },
    annotate: (severity, message, { title, file, startLine, startColumn }) => {
      issue(severity, message, { title, file, line: startLine, col: startColumn });
    },
    setOutput: (name, value) => {
      entry('GITHUB_OUTPUT', name, value);
    },
    saveState: (name, value) => {
      entry('GITHUB_STATE', name, value);
    },
    getState: (name) => env[`STATE_${name}`] ?? '',
    addToSummary: (markdown) => appendFile(env['GITHUB_STEP_SUMMARY'] ?? '', `${markdown}\n`),
  };
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
