import { Fault } from '../../../fault.ts';
import type { World } from '../../../world/world.ts';
import { INVALID } from './invalid.ts';

/**
 * The ARN of a key: neither the key's id alone nor an alias will do.
 *
 * Source: the API reference of AssociateKmsKey. Throws InvalidParameterException.
 */
export function kmsKey({ region }: World, id: string): string {
  const [, keyRegion] = /^arn:aws[\w-]*:kms:([\w-]+):\d{12}:key\/[\w-]+$/.exec(id) ?? [];
  if (keyRegion !== region)
    throw new Fault(INVALID, `The specified KMS key ARN is invalid: '${id}' is no symmetric key of ${region}.`);
  return id;
}
