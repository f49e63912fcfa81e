import type { CommitRelation } from '@fargate-actions/action-kit';
import type { TestSettings } from '@fargate-actions/action-kit/testing';
import { aTaskDefinition } from './a-service.ts';
import { anAccount, type Account, type DeployRun } from './an-account.ts';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';

/**
 * An error that stops a run: its rule or title, its first line, and where it is shown.
 *
 * A pattern stands for the line only where which of several calls comes first says nothing.
 */
export type Stop = readonly [rule: string, firstLine: string | RegExp, at?: string];

/** Something wrong in what a run is given or in the account, and all the errors that say so. */
export interface Wrong {
  /** The test's title. */
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly files?: TestSettings['files'];
  readonly links?: TestSettings['links'];
  /** Places of the seed's files that are put differently. */
  readonly edits?: readonly Edit[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Makes the account what it is. */
  readonly prepare?: (account: Account) => unknown;
  /** What GitHub says of the commit to deploy, seen from the one that runs. */
  readonly commit?: CommitRelation;
  readonly by: readonly Stop[];
}

/** Cases that have one way of being given in common. */
export interface WrongOnes {
  readonly kind: string;
  /** The seed's stack, or a task definition and a service as the official action takes them. */
  readonly form: 'a stack' | 'a service';
  readonly cases: readonly Wrong[];
}

/** Runs one case from its inputs to its exit code. */
export async function stoppedRun(form: WrongOnes['form'], wrong: Wrong): Promise<DeployRun> {
  const account = anAccount();
  await wrong.prepare?.(account);
  const { files, links, env, edits = [], commit } = wrong;
  return account.deploy({
    with:
      form === 'a stack'
        ? { stack: 'deploy/stack.yml', ...wrong.with }
        : { 'task-definition': 'task-definition.json', service: 'web', ...wrong.with },
    files: form === 'a stack' ? { ...seedFiles(...edits), ...files } : { 'task-definition.json': aFile(), ...files },
    ...(links && { links }),
    ...(env && { env }),
    ...(commit && { fetch: gitHubSaying(commit) }),
  });
}

/** A task definition file in lines, so that each of its values has a place of its own. */
export function aFile(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify(JSON.parse(aTaskDefinition(changes)), undefined, 2);
}

/** GitHub as far as it compares commits. */
function gitHubSaying(status: CommitRelation): typeof globalThis.fetch {
  return () => Promise.resolve(Response.json({ status }));
}
