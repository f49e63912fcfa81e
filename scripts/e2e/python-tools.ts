import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Requirement } from './requirements.ts';

const run = promisify(execFile);

const repository = join(import.meta.dirname, '..', '..');
const requirementsFile = join(import.meta.dirname, 'python', 'requirements.txt');
const environment = join(repository, '.cache', 'e2e-venv');

/** The Python whose packages this project chose; nothing of the machine's own Python is touched. */
export const pythonOfTheProject = join(environment, 'bin', 'python');

/** Where our own Python packages are. */
export const pythonSources = join(import.meta.dirname, 'python');

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

/** botocore and boto3 at the versions of `python/requirements.txt`. */
export const pythonPackages: Requirement = {
  name: 'botocore and boto3 from PyPI',
  async missing() {
    const installed = await installedVersions();
    if (!installed) return 'there is no virtual environment .cache/e2e-venv yet';
    const wrong = pinnedVersions().filter(([name, version]) => installed[name] !== version);
    if (wrong.length === 0) return undefined;
    return `not in .cache/e2e-venv: ${wrong.map(([name, version]) => `${name} ${version}`).join(', ')}`;
  },
  remedy: 'npm run test:e2e -- --install',
  async install() {
    const machine = await machinePython();
    if (machine === undefined) throw new Error('there is no Python to install it with');
    await rm(environment, { recursive: true, force: true });
    await mkdir(dirname(environment), { recursive: true });
    await run(machine, ['-m', 'venv', environment]);
    // From whatever index this machine is set up with.
    const flags = ['--quiet', '--no-input', '--disable-pip-version-check', '--no-deps'];
    await run(pythonOfTheProject, ['-m', 'pip', 'install', ...flags, '--requirement', requirementsFile]);
  },
};

function pinnedVersions(): [name: string, version: string][] {
  const lines = readFileSync(requirementsFile, 'utf8').split('\n');
  return lines.flatMap((line): [string, string][] => {
    const [name = '', version] = line.trim().split('==');
    return version === undefined ? [] : [[name, version]];
  });
}

async function installedVersions(): Promise<Record<string, string> | undefined> {
  const question =
    'import json, importlib.metadata as m; ' +
    'print(json.dumps({d.metadata["Name"].lower(): d.version for d in m.distributions()}))';
  try {
    const { stdout } = await run(pythonOfTheProject, ['-c', question]);
    return JSON.parse(stdout) as Record<string, string>;
  } catch {
    return undefined;
  }
}

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
