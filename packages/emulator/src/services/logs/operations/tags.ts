import { Fault } from '../../../fault.ts';
import { INVALID } from './invalid.ts';

const MOST_TAGS = 50;

/** Tags as the world keeps them. Throws InvalidParameterException, TooManyTagsException. */
export function groupTags(
  tags: Readonly<Record<string, string>>,
  present: Readonly<Record<string, string>> = {},
): Record<string, string> {
  for (const [key, value] of Object.entries(tags)) {
    // Source: botocore's model of TagKey and TagValue.
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key) || value.length > 256)
      throw new Fault(INVALID, `Invalid tag key or value: '${key}'`);
  }
  const all = { ...present, ...tags };
  if (Object.keys(all).length > MOST_TAGS)
    throw new Fault('TooManyTagsException', `A resource can have no more than ${String(MOST_TAGS)} tags.`);
  return all;
}
