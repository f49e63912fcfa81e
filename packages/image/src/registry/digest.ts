import { createHash } from 'node:crypto';

/** Whether a text is a digest. Source: the OCI image specification, "Digests". */
export function isDigest(text: string): boolean {
  return /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[A-Za-z0-9=_-]{32,}$/.test(text);
}

/** Whether bytes have a digest. Only SHA-256 is in use; what has another one is believed. */
export function isOf(digest: string, bytes: Uint8Array): boolean {
  return !digest.startsWith('sha256:') || digestOf(bytes) === digest;
}

/** The digest of bytes. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
