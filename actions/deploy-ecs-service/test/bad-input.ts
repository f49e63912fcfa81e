import { expect, test } from '@jest/globals';
import { aTaskDefinition } from './a-service.ts';
import { anAccount, type Account, type DeployRun } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/** An error that a run is to be stopped by. */
export interface ExpectedError {
  /** The rule of a diagnostic, or the title of what AWS said. */
  readonly rule: string;
  /** A part of the message that stays. */
  readonly message: string;
  /** `deploy/stack.yml:3:7`; absent where there is no place to show. */
  readonly at?: string;
}

/** What a user got wrong, or what is wrong in the account, and the errors that say so: these and no others. */
export interface BadInput {
  /** The test's title. */
  readonly what: string;
  /** Inputs beside those of the form; an empty one is as one that is not given. */
  readonly with?: Readonly<Record<string, string>>;
  /** Files beside those of the form, path from the workspace -> content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Places of the seed's files that are put differently. */
  readonly edits?: readonly Edit[];
  /** Makes the account what it is. */
  readonly prepare?: (account: Account) => unknown;
  /** What the environment of the process has beside a runner's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly errors: readonly ExpectedError[];
}

/** The seed's stack, deployed with `stack: deploy/stack.yml`. */
export function badStack(...cases: readonly BadInput[]): void {
  stopped(cases, ({ with: given, files, edits = [], env }, account) =>
    account.deploy({
      with: { stack: 'deploy/stack.yml', ...given },
      files: { ...seedFiles(...edits), ...files },
      ...(env && { env }),
    }),
  );
}

/** A task definition and a service as the official action takes them. */
export function badDropIn(...cases: readonly BadInput[]): void {
  stopped(cases, ({ with: given, files, env }, account) =>
    account.deploy({
      with: { 'task-definition': 'task-definition.json', service: 'web', ...given },
      files: { 'task-definition.json': aTaskDefinition(), ...files },
      ...(env && { env }),
    }),
  );
}

function stopped(cases: readonly BadInput[], deploy: (bad: BadInput, account: Account) => Promise<DeployRun>): void {
  test.each(cases.map((bad) => [bad.what, bad] as const))('%s', async (_, bad) => {
    const account = anAccount();
    await bad.prepare?.(account);
    const run = await deploy(bad, account);
    const errors = run.annotations.filter(({ severity }) => severity === 'error');
    expect(errors).toEqual(
      bad.errors.map(({ rule, message, at }) => ({
        severity: 'error',
        title: rule,
        message: expect.stringContaining(message),
        ...(at !== undefined && { at }),
      })),
    );
    expect(run).toMatchObject({ exitCode: 1, writes: [] });
    // What the runner shows at the end is in the job summary too, so that nobody has to look for it.
    for (const { message } of errors) expect(run.log).toContain(message.split('\n')[0]);
    expect(run.summary).toContain('❌');
  });
}
