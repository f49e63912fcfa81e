import type { Diagnostic } from '@fargate-actions/documents';
import type { Docker } from '../processes.ts';
import type { BuildLog } from '../build/build.ts';

/**
 * Runs a command of the user's in an image that the local engine has, in place of its entry point.
 *
 * What keeps it from being run at all (another architecture) is a warning: the image may be fine.
 */
export async function runVerifyCommand(
  docker: Docker,
  image: string,
  command: readonly string[],
  log: BuildLog,
): Promise<Diagnostic[]> {
  const [program = '', ...rest] = command;
  const [engine, inspected] = await Promise.all([
    docker(['version', '--format', '{{.Server.Os}}/{{.Server.Arch}}']),
    docker(['image', 'inspect', '--format', '{{.Os}}/{{.Architecture}}', image]),
  ]);
  const platform = inspected.stdout.trim();
  if (engine.stdout.trim() !== platform) {
    return [
      {
        rule: 'verify/verify-command',
        severity: 'warning',
        message: `The verify-command was not run: the image is for ${platform}, and this machine runs ${engine.stdout.trim()}.`,
        hint: 'Build on a runner of that architecture.',
      },
    ];
  }
  const lines: string[] = [];
  const ended = await log.during(`verify: ${command.join(' ')}`, () =>
    docker(['run', '--rm', '--pull=never', `--entrypoint=${program}`, image, ...rest], {
      onLine: (line) => {
        lines.push(line);
        log.info(line);
      },
    }),
  );
  if (ended.exitCode === 0) return [];
  const last = lines.findLast((line) => line.trim() !== '')?.trim() ?? 'it wrote nothing';
  return [
    {
      rule: 'verify/verify-command',
      severity: 'error',
      message: `The verify-command ended with exit code ${ended.exitCode}: ${last}`,
      hint: 'Nothing was pushed. What it wrote is in the log above.',
    },
  ];
}
