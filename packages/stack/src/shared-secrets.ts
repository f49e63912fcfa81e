import type { Diagnostics } from '@fargate-actions/documents';
import { isUnknown } from './environment-things.ts';
import { isListed, isSameSecret, namesSecretOfRegion, secretsOf, type UsedSecret } from './environment-secrets.ts';
import { called, capitalized, placeText } from './environment-names.ts';
import type { Stack } from './stack.ts';

/**
 * Reports the secrets that production and another environment have in common: a staging that writes to production's
 * database, or a staging beat that fills production's queue, which is an error.
 *
 * Source: contracts.md, "stack.yml".
 */
export function reportSharedSecrets(stack: Stack, other: Stack, diagnostics: Diagnostics): void {
  if (stack.isProduction === other.isProduction) return;
  // Nearly all environments end here: to complete the task definitions of both takes longer than to read them.
  if (stack.region !== other.region && ![stack, other].some(namesSecretOfRegion)) return;
  const listed = [...stack.sharedSecrets, ...other.sharedSecrets];
  const [here, there] = [stack, other].map((one) =>
    secretsOf(one).filter((secret) => !isUnknown(secret.name) && !isListed(secret, listed)),
  );
  const known = new Map<string, { readonly secret: UsedSecret; readonly same: UsedSecret; isOfSingleton: boolean }>();
  for (const secret of here ?? []) {
    for (const same of (there ?? []).filter((one) => isSameSecret(secret, stack, one, other))) {
      const key = `${secret.kind} ${secret.name}`;
      const isOfSingleton = secret.isOfSingleton || same.isOfSingleton || known.get(key)?.isOfSingleton === true;
      // Where a singleton has it is the place that matters.
      const first = known.get(key);
      const shown = first && !secret.isOfSingleton ? first : { secret, same };
      known.set(key, { ...shown, isOfSingleton });
    }
  }
  for (const { secret, same, isOfSingleton } of known.values()) {
    diagnostics[isOfSingleton ? 'error' : 'warning'](
      secret.at,
      'environment/shared-secret',
      `${capitalized(called(stack.environment))} and ${called(other.environment)} share the ${secret.kind} ${secret.name}, and only one of them is production: ${placeText(secret.at)} (${stack.environment ?? 'base'}) and ${placeText(same.at)} (${other.environment ?? 'base'}).${isOfSingleton ? ' A singleton has it: two schedulers would work on one broker or database.' : ''}`,
      `Give ${called(stack.isProduction ? other.environment : stack.environment)} a ${secret.kind} of its own, or list ${secret.name} under \`sharedSecrets:\` in stack.yml if both may use it.`,
    );
  }
}
