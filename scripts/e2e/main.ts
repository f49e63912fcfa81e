import { parseArgs } from 'node:util';
import { checkLines, failed, type Check } from './checks.ts';
import { unmet } from './requirements.ts';
import type { Suite } from './suite.ts';
import { suites } from './suites/index.ts';

const USAGE = `npm run test:e2e -- [--install] [--only SUITE]...
  --install  installs what is missing, into this folder; CI=true does the same
  --only     one of: ${suites.map(({ name }) => name).join(', ')}`;

const tell = (line: string): void => console.log(line);

process.exitCode = await main(process.argv.slice(2));

/** Runs the suites and gives the exit code: 0 only where everything that was to be checked was checked and passed. */
async function main(flags: readonly string[]): Promise<number> {
  let chosen: { suites: readonly Suite[]; mayInstall: boolean };
  try {
    chosen = choice(flags);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  const needs = [...new Set(chosen.suites.flatMap((suite) => suite.needs))];
  const missing = await unmet(needs, chosen.mayInstall, tell);
  for (const { requirement, reason } of missing) {
    tell(`missing: ${requirement.name} (${reason})`);
    tell(`         ${requirement.remedy}`);
  }
  if (missing.length > 0) return end(0, missing.length);

  let passes = 0;
  let failures = 0;
  for (const suite of chosen.suites) {
    tell(suite.title);
    for await (const check of everything(suite)) {
      for (const line of checkLines(check)) tell(line);
      if (check.isPassed) passes += 1;
      else failures += 1;
    }
  }
  return end(passes, failures);
}

function choice(flags: readonly string[]): { suites: readonly Suite[]; mayInstall: boolean } {
  const { values } = parseArgs({
    args: [...flags],
    options: { install: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
  });
  const unknown = values.only.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) throw new Error(`There is no suite ${unknown}.`);
  return {
    suites: values.only.length === 0 ? suites : suites.filter(({ name }) => values.only.includes(name)),
    mayInstall: values.install || process.env['CI'] === 'true',
  };
}

/** The checks of a suite, one more where it breaks off, and one where it checked nothing. */
async function* everything(suite: Suite): AsyncIterable<Check> {
  let count = 0;
  try {
    for await (const check of suite.run()) {
      count += 1;
      yield check;
    }
  } catch (error) {
    yield failed(`${suite.name} runs to its end`, ...describe(error));
    return;
  }
  if (count === 0) yield failed(`${suite.name} checks something`);
}

function describe(error: unknown): string[] {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n');
}

function end(passes: number, failures: number): number {
  tell(`${passes} passed, ${failures} failed`);
  return failures === 0 && passes > 0 ? 0 : 1;
}
