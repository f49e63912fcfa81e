import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import type { Queue } from '../file/queue.ts';

/**
 * Checks that a queue given by ARN or URL is of the run's region and account: its metric is looked for there, by the name
 * alone, and another queue of that name, or none, would scale the service.
 *
 * Source: contracts.md, "An environment never reaches into another".
 *
 * @param region of the run; undefined where only the SDK knows it.
 */
export async function checkQueue(
  { name, region, account, at }: Queue,
  { region: own }: { readonly region?: string | undefined },
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<void> {
  if (region !== undefined && own !== undefined && region !== own) report(`the region ${region}`, own);
  else if (account !== undefined) {
    const { account: ours } = await aws.identity();
    if (account !== ours) report(`the account ${account}`, ours);
  }

  function report(what: string, ours: string): void {
    diagnostics.error(
      at,
      'scaling/queue',
      `The queue ${name} is of ${what}, and this run is of ${ours}: CloudWatch has its depth only there.`,
      `Write the name of a queue here: \`queue: ${name}\`.`,
    );
  }
}
