import { createHash } from 'node:crypto';

/** What a manifest is made of, as far as a registry looks. */
export interface Manifest {
  /** What it says itself to be, if it does. */
  readonly mediaType: string | undefined;
  /** Its configuration and layers; of an index none. */
  readonly blobs: readonly Descriptor[];
  /** The images of an index. */
  readonly children: readonly Descriptor[];
}

export interface Descriptor {
  readonly digest: string;
  readonly sizeInBytes: number;
  /** A layer that lies elsewhere, and is never pushed. */
  readonly isForeign: boolean;
}

/** Reads a manifest; undefined for what is none. */
export function manifestOf(text: string): Manifest | undefined {
  const parsed = parsedJson(text);
  if (!isRecord(parsed) || parsed['schemaVersion'] !== 2) return undefined;
  const { mediaType, config, layers, manifests } = parsed;
  return {
    mediaType: typeof mediaType === 'string' ? mediaType : undefined,
    blobs: descriptorsIn([config, ...listOf(layers)]),
    children: descriptorsIn(listOf(manifests)),
  };
}

/** The digest of content, as a registry writes it. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function descriptorsIn(items: readonly unknown[]): Descriptor[] {
  return items.flatMap((item) => {
    if (!isRecord(item) || typeof item['digest'] !== 'string') return [];
    const { digest, size, urls } = item;
    return [{ digest, sizeInBytes: typeof size === 'number' ? size : 0, isForeign: listOf(urls).length > 0 }];
  });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
