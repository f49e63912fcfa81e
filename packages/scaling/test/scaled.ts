import type { ScalingSpec } from '../src/resources/scaling-spec.ts';
import { scalingResources } from '../src/resources/scaling-resources.ts';
import { applied, SERVICE, type Account, type Applied } from './an-account.ts';
import { aScaledService, placed, read } from './files.ts';

/** Applies a scaling file to the account's worker, with what was found in it and in the account. */
export async function scaled(
  account: Account,
  text: string,
  changes: Partial<ScalingSpec> = {},
): Promise<Applied & { readonly found: readonly string[] }> {
  const service = aScaledService({ maxCapacity: undefined, ...changes.service, cluster: SERVICE.cluster });
  const { scaling, found } = read(text, service);
  if (!scaling) throw new Error(found.join('\n'));
  const spec: ScalingSpec = { prune: false, tags: {}, now: account.emulator.world.now, ...changes, service };
  const result = await applied(account, scalingResources(scaling, spec, account.aws));
  return { ...result, found: placed(result.diagnostics) };
}
