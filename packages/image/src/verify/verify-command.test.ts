import { expect, test } from '@jest/globals';
import { dockerWith } from '../processes.ts';
import { aDocker } from '../../test/a-docker.ts';
import { runVerifyCommand } from './verify-command.ts';

const LOG = { info: () => undefined, during: <T>(_title: string, work: () => Promise<T>) => work() };
const COMMAND = ['python', '-c', 'import amply.main'];

async function verified(ended: object, platform = 'linux/amd64') {
  const { processes, calls } = aDocker(([first]) =>
    first === 'version' ? { stdout: 'linux/amd64\n' } : first === 'image' ? { stdout: `${platform}\n` } : ended,
  );
  const found = await runVerifyCommand(dockerWith(processes, {}, undefined), 'r/x:abc', COMMAND, LOG);
  return { found, ran: calls.map(({ args }) => args).filter(([first]) => first === 'run') };
}

test('a command that succeeds says nothing, and ran in place of the entry point', async () => {
  const { found, ran } = await verified({});
  expect(found).toEqual([]);
  expect(ran).toEqual([['run', '--rm', '--pull=never', '--entrypoint=python', 'r/x:abc', '-c', 'import amply.main']]);
});

test('a command that fails is an error with its last line', async () => {
  const { found } = await verified({
    exitCode: 1,
    lines: ['Traceback', "ModuleNotFoundError: No module named 'amply'", ''],
  });
  expect(found).toMatchObject([
    {
      severity: 'error',
      message: "The verify-command ended with exit code 1: ModuleNotFoundError: No module named 'amply'",
    },
  ]);
});

test('another architecture does not run here, and is no error', async () => {
  const { found, ran } = await verified({}, 'linux/arm64');
  expect(ran).toEqual([]);
  expect(found).toMatchObject([{ severity: 'warning', rule: 'verify/verify-command' }]);
});
