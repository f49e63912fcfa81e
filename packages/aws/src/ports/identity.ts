import { expected } from '../expected.ts';
import type { Wire } from '../wire.ts';

/** Whose credentials the run has. */
export interface Identity {
  readonly account: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, ... */
  readonly partition: string;
}

/** Asks once who we are, and remembers. */
export function identity(wire: Wire): () => Promise<Identity> {
  let asked: Promise<Identity> | undefined;
  async function ask(): Promise<Identity> {
    const { Account, Arn } = await wire.call('sts:GetCallerIdentity', {});
    return { account: expected(Account, 'sts:GetCallerIdentity'), partition: Arn?.split(':')[1] ?? 'aws' };
  }
  return () => (asked ??= ask());
}
