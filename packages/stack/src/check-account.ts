import type { Diagnostics, Document } from '@fargate-actions/documents';
import type { StackFile } from './schema.ts';

/**
 * Whether the credentials are of the account that stack.yml states, which may be none; before anything is looked up there.
 *
 * Source: contracts.md, "stack.yml".
 */
export async function checkAccount(
  { account: stated }: StackFile,
  document: Document,
  account: () => Promise<string>,
  diagnostics: Diagnostics,
): Promise<boolean> {
  if (stated === undefined) return true;
  const at = document.at(['account']);
  if (!/^\d{12}$/.test(stated)) {
    diagnostics.error(
      at,
      'stack/account',
      `\`account\` must be the 12 digits of an AWS account in quotes, got ${JSON.stringify(stated)}.`,
      'Write `account: "111122223333"`.',
    );
    return false;
  }
  const own = await account();
  if (own === stated) return true;
  diagnostics.error(
    at,
    'stack/account',
    `The credentials of this run are for the account ${own}, but this environment is in ${stated}.`,
    'Use credentials of that account, or select the environment that is in this one.',
  );
  return false;
}
