import type { Diagnostic, Position } from '@fargate-actions/documents';
import type { BuildFailure, BuildReport } from './build-output.ts';
import { instructionLine } from './instruction-line.ts';

/**
 * What a build said, at the lines of its Dockerfile.
 *
 * @param file the Dockerfile, relative to the workspace.
 * @param dockerfile its text, for builders that do not say the line.
 */
export function buildDiagnostics(report: BuildReport, file: string, dockerfile: string): Diagnostic[] {
  const at = (line: number | undefined): { at?: Position } =>
    line === undefined ? {} : { at: { file, line, column: 1 } };
  const warnings = report.warnings.map(({ message, line }): Diagnostic => {
    // BuildKit's checks have names like JSONArgsRecommended.
    const [, name, rest] = /^([A-Z][A-Za-z]+): (.+)$/.exec(message) ?? [];
    return {
      rule: name === undefined ? 'build/warning' : `build/${name}`,
      severity: 'warning',
      message: rest ?? message,
      ...at(line),
    };
  });
  if (!report.failure) return warnings;
  const { failure } = report;
  const { instruction } = failure;
  const line = failure.line ?? (instruction === undefined ? undefined : instructionLine(dockerfile, instruction));
  const hint = hintOf(failure);
  return [
    ...warnings,
    { rule: 'build/failed', severity: 'error', message: messageOf(failure), ...(hint && { hint }), ...at(line) },
  ];
}

/** The cause first: what the failing program wrote last, which is where tools say what is wrong. */
function messageOf({ message, instruction, tail }: BuildFailure): string {
  const exitCode = /did not complete successfully: exit code: (\d+)/.exec(message)?.[1];
  if (exitCode === undefined) return instruction === undefined ? message : `${instruction}: ${message}`;
  const what = `${instruction ?? 'A step'} ended with exit code ${exitCode}`;
  const last = tail.at(-1);
  return last === undefined ? `${what}.` : [`${what}: ${last}`, ...tail.slice(0, -1)].join('\n');
}

function hintOf({ message, instruction, tail }: BuildFailure): string | undefined {
  const all = [message, ...tail].join('\n');
  if (all.includes('buildx component is missing')) {
    return 'Add `uses: docker/setup-buildx-action` before this step, or install the buildx plugin on the runner.';
  }
  if (/no space left on device/i.test(all)) {
    return "The runner's disk is full: free some in a step before (`docker system prune`), or use a larger runner.";
  }
  if (/exec format error/i.test(all)) {
    return 'A program of another architecture ran: add `uses: docker/setup-qemu-action`, or build on a runner of that architecture.';
  }
  if (message.endsWith('not found') && /^(COPY|ADD) /.test(instruction ?? '')) {
    return 'The path is relative to `context`; a .dockerignore may leave it out, and a checkout does not have what git ignores.';
  }
  if (/failed to read dockerfile/i.test(message)) return 'Set `file` to the Dockerfile, relative to the workspace.';
  if (message.endsWith('exit code: 127')) {
    return 'The shell did not find a program: install it in a step before, or use its path.';
  }
  return undefined;
}
