import type { Ref } from '@fargate-actions/engine';
import { isList, isObject, type Json, type JsonObject } from '@fargate-actions/documents';

/** No registry has this host: `.invalid` is reserved. Source: RFC 2606, section 2. */
const HOST = 'known-after-apply.invalid';
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;

/** An image that another resource of the run builds, by its outputs. */
export interface BuiltImage {
  /** In full, by digest: what is registered. */
  readonly name: Ref;
  readonly digest: Ref;
}

/**
 * What stands in a task definition for an image that this run builds: known once it is pushed.
 *
 * It reads as an image by digest, so that all that is checked and compared of one holds for it too.
 */
export function imagePlaceholder(repository: string): string {
  return `${HOST}/${repository}@${NO_DIGEST}`;
}

/** Whether a value stands for an image that is not known yet. */
export function isImagePlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith(`${HOST}/`) && value.endsWith(`@${NO_DIGEST}`);
}

/** A value of a task definition, or all of it, with the image that its placeholders stand for. */
export function withImage(value: Json, image: string): Json {
  if (isImagePlaceholder(value)) return image;
  if (isList(value)) return value.map((item) => withImage(item, image));
  return isObject(value) ? withImageIn(value, image) : value;
}

/** A definition with the image that its placeholders stand for. */
export function withImageIn(definition: JsonObject, image: string): JsonObject {
  return Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, withImage(value, image)]));
}
