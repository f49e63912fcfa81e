import type { Tag } from '@aws-sdk/client-ecs';

import { Fault } from '../../../fault.ts';
import type { Tags } from '../../../world/tags.ts';

/**
 * Tags as the world keeps them.
 *
 * Throws InvalidParameterException for what AWS refuses: too many, empty or reserved keys, the same key twice.
 */
export function tagsFrom(tags: readonly Tag[] | undefined): Tags {
  const kept: Tags = {};
  for (const { key = '', value = '' } of tags ?? []) {
    if (key === '' || key.length > 128 || value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value))
      throw new Fault('InvalidParameterException', `The tag key or value is invalid: ${key}`);
    if (key.toLowerCase().startsWith('aws:'))
      throw new Fault('InvalidParameterException', 'The tag key prefix aws: is reserved for AWS use.');
    if (key in kept) throw new Fault('InvalidParameterException', 'Duplicate tag keys found. Tag keys must be unique.');
    kept[key] = value;
  }
  if (Object.keys(kept).length > 50) throw new Fault('InvalidParameterException', 'Too many tags: at most 50.');
  return kept;
}

/** Tags as ECS answers them. */
export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([key, value]) => ({ key, value }));
