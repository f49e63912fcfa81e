import type { Document, Variables } from '@fargate-actions/documents';

/** What a run knows of itself for `${VAR}` in files. The process environment is never asked. */
export interface RunFacts {
  readonly environment: string | undefined;
  /** Undefined while it is not known itself. */
  readonly region: string | undefined;
  readonly commitSha: string | undefined;
  /** Asked only when a file names AWS_ACCOUNT_ID; absent while the region is not known. */
  readonly account?: () => Promise<string>;
}

/** The built-in variables that the documents may use. */
export async function builtInVariables(documents: readonly Document[], facts: RunFacts): Promise<Variables> {
  const asksAccount = documents.some(({ value }) => JSON.stringify(value).includes('${AWS_ACCOUNT_ID'));
  return new Map(
    Object.entries({
      ENVIRONMENT: facts.environment ?? 'production',
      ...(facts.region !== undefined && { AWS_REGION: facts.region }),
      ...(facts.commitSha !== undefined && { COMMIT_SHA: facts.commitSha }),
      ...(asksAccount && facts.account && { AWS_ACCOUNT_ID: await facts.account() }),
    }),
  );
}
