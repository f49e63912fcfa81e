import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRead, type Operation } from '@fargate-actions/aws';
import { jsonOfPython } from '../../python-program.ts';
import { operationOf, startRecorder } from '../../recorder.ts';
import { startMoto } from '../../tools/stand-ins.ts';

/** An account of moto's behind a recorder, and a place for files. */
export interface StackAccount {
  readonly env: Readonly<Record<string, string>>;
  readonly temp: string;
  /** The names of the calls that may have written something, since it was last asked. */
  writes(): string[];
  /** What boto3 reads of a kind, by the addresses of a plan. */
  read(kind: string, environment: string): Promise<Found>;
  close(): Promise<void>;
}

/** What there is, by address; fields in the case that AWS has them in. */
export type Found = Readonly<Record<string, unknown>>;

/** What moto has not, and reading which must not end a run: for it, there is nothing of the kind. */
const LACKING: Readonly<Record<string, object>> = {
  DescribeQueryDefinitions: { queryDefinitions: [] },
  ListServiceDeployments: { serviceDeployments: [] },
};

/** Starts moto, empty. */
export async function startStackAccount(): Promise<StackAccount> {
  const [moto, temp] = await Promise.all([startMoto(), mkdtemp(join(tmpdir(), 'fargate-actions-configs-'))]);
  let operations: string[] = [];
  const recorder = await startRecorder(
    moto.endpoint,
    'configs',
    (exchange) => {
      operations.push(operationOf(exchange));
    },
    (asked) => LACKING[operationOf(asked)],
  );
  const env = { AWS_ENDPOINT_URL: recorder.endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };
  return {
    env,
    temp,
    writes() {
      const made = operations;
      operations = [];
      // It is told by the name alone, whichever service's operation it is.
      return made.filter((name) => !isRead(`moto:${name}` as Operation));
    },
    async read(kind, environment) {
      const found = await jsonOfPython({
        program: 'stack_account',
        arguments: ['read', kind, environment],
        environment: { ...env, AWS_ENDPOINT_URL: moto.endpoint },
        limitSeconds: 300,
      });
      // What our own program prints.
      return found as Found;
    },
    async close() {
      await recorder.close();
      await moto.close();
      await rm(temp, { recursive: true, force: true });
    },
  };
}
