import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Requirement } from '../requirements.ts';

const run = promisify(execFile);

const repository = join(import.meta.dirname, '..', '..', '..');

/** Where our own Python packages are. */
export const pythonSources = join(import.meta.dirname, '..', 'python');

/** What boto3 1.44 asks for. Source: its `Requires-Python`. */
const OLDEST_MINOR = 10;

/** The machine's Python, new enough and able to make virtual environments. */
export const python: Requirement = {
  name: `Python 3.${OLDEST_MINOR} or newer, with venv`,
  async missing() {
    return (await machinePython()) === undefined ? 'no such python3 on the PATH' : undefined;
  },
  remedy: 'Install python3 and python3-venv with the package manager of this machine.',
};

/** A Python with packages that this project chose; nothing of the machine's own Python is touched. */
export interface PythonEnvironment extends Requirement {
  /** A program of it, once it is there. */
  program(name: string): string;
}

/** botocore and boto3, by which suites judge. */
export const judgePython = pythonEnvironment('botocore and boto3 from PyPI', 'judge');

/** moto and ministack. They want an older boto3. */
export const standInsPython = pythonEnvironment('moto and ministack from PyPI', 'stand-ins');

/** An environment with exactly the packages of `python/NAME.txt`, all of them pinned. */
function pythonEnvironment(title: string, name: string): PythonEnvironment {
  const requirementsFile = join(pythonSources, `${name}.txt`);
  const folder = join(repository, '.cache', `e2e-python-${name}`);
  const program = (called: string): string => join(folder, 'bin', called);
  return {
    name: title,
    program,
    async missing() {
      const installed = await installedVersions(program('python'));
      if (!installed) return `there is no virtual environment ${folder} yet`;
      const wrong = pinnedVersions(requirementsFile).filter(([pinned, version]) => installed[pinned] !== version);
      if (wrong.length === 0) return undefined;
      return `not in ${folder}: ${wrong.map(([pinned, version]) => `${pinned} ${version}`).join(', ')}`;
    },
    remedy: 'npm run test:e2e -- --install',
    async install() {
      const machine = await machinePython();
      if (machine === undefined) throw new Error('there is no Python to install it with');
      await rm(folder, { recursive: true, force: true });
      await mkdir(dirname(folder), { recursive: true });
      await run(machine, ['-m', 'venv', folder]);
      // From whatever index this machine is set up with.
      const flags = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];
      await run(program('python'), ['-m', 'pip', 'install', ...flags, '--requirement', requirementsFile]);
    },
  };
}

function pinnedVersions(requirementsFile: string): [name: string, version: string][] {
  const lines = readFileSync(requirementsFile, 'utf8').split('\n');
  return lines.flatMap((line): [string, string][] => {
    const [name = '', version] = line.trim().split('==');
    return version === undefined ? [] : [[normalised(name), version]];
  });
}

async function installedVersions(python: string): Promise<Record<string, string> | undefined> {
  const question =
    'import json, importlib.metadata as m; ' +
    'print(json.dumps([[d.metadata["Name"], d.version] for d in m.distributions()]))';
  try {
    const { stdout } = await run(python, ['-c', question]);
    const found = JSON.parse(stdout) as [name: string, version: string][];
    return Object.fromEntries(found.map(([name, version]) => [normalised(name), version]));
  } catch {
    return undefined;
  }
}

/** Source: PyPA's specification of names, "Names and normalization". */
const normalised = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

async function machinePython(): Promise<string | undefined> {
  // ensurepip is what Debian leaves out of its Python: without it there is no venv.
  const question = `import sys, venv, ensurepip; sys.exit(sys.version_info < (3, ${OLDEST_MINOR}))`;
  const newer = Array.from({ length: 6 }, (_, index) => `python3.${OLDEST_MINOR + index}`);
  for (const candidate of ['python3', ...newer.reverse(), 'python']) {
    const isUsable = await run(candidate, ['-c', question]).then(
      () => true,
      () => false,
    );
    if (isUsable) return candidate;
  }
  return undefined;
}
