import type { World } from './world.ts';

/** Who calls. */
export interface Caller {
  /** `arn:aws:sts::123456789012:assumed-role/deploy/run`. */
  readonly userArn: string;
}

/** A colleague, a script, another pipeline: whoever calls where a scenario has something happen. */
export const someoneElse = ({ account }: { readonly account: string }): Caller => ({
  userArn: `arn:aws:iam::${account}:user/someone-else`,
});

/**
 * One AWS operation: reads or changes the world and gives the answer, with `Date`s where AWS gives times.
 *
 * It throws a `Fault` before it has changed anything.
 */
export type OperationHandling = (world: World, input: never, caller: Caller) => unknown;

/** Operations by the IAM permission they need: `ecs:UpdateService`. */
export type OperationTable = Readonly<Record<string, OperationHandling>>;
