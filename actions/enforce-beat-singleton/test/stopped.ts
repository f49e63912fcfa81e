import type { TestSettings } from '@fargate-actions/action-kit/testing';
import { seedFiles, type Edit } from '@fargate-actions/stack/testing';
import { anAccount, type Account, type SingletonRun } from './an-account.ts';

/** An error that stops a run: its rule or title, its first line, and where it is shown. */
export type Stop = readonly [rule: string, firstLine: string, at?: string];

/** Something wrong in what a run is given or in the account, and all the errors that say so. */
export interface Wrong {
  /** The test's title. */
  readonly what: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly files?: TestSettings['files'];
  /** Places of the seed's files that are put differently. */
  readonly edits?: readonly Edit[];
  /** Makes the account what it is. */
  readonly prepare?: (account: Account) => unknown;
  readonly by: readonly Stop[];
}

/** Cases that have one way of being given in common. */
export interface WrongOnes {
  readonly kind: string;
  /** The seed's stack, one service and its task definition, or one service as it is. */
  readonly form: 'a stack' | 'a task definition' | 'a service';
  /** What every account is before its case. */
  readonly prepare?: (account: Account) => unknown;
  readonly cases: readonly Wrong[];
}

const SERVICE = { cluster: 'amply-prod', service: 'amply-beat' };
const FORMS = {
  'a stack': { stack: 'deploy/stack.yml' },
  'a task definition': { ...SERVICE, 'task-definition': 'beat.json' },
  'a service': { ...SERVICE, mode: 'enforce' },
} as const;

/** Runs one case from its inputs to its exit code. */
export async function stoppedRun(
  { form, prepare }: Omit<WrongOnes, 'kind' | 'cases'>,
  wrong: Omit<Wrong, 'what' | 'by'>,
): Promise<SingletonRun> {
  const account = anAccount();
  await prepare?.(account);
  await wrong.prepare?.(account);
  return account.enforce({
    with: { ...FORMS[form], ...wrong.with },
    files: { ...(form === 'a stack' ? seedFiles(...(wrong.edits ?? [])) : { 'beat.json': aFile() }), ...wrong.files },
  });
}

/** Beat's task definition as a file of its own, as render-task-def leaves it. */
export function aFile(container: Readonly<Record<string, unknown>> = {}): string {
  const own = { name: 'beat', image: IMAGE, essential: true, command: ['celery', '-A', 'amply', 'beat'] };
  const definition = {
    family: 'amply-beat',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/amply-task-execution',
    containerDefinitions: [{ ...own, ...container }],
  };
  return JSON.stringify(definition, undefined, 2);
}

const IMAGE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v2';
