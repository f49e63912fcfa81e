/** An image as ECR keeps it. Times are milliseconds since the epoch. */
export interface StoredImage {
  /** `sha256:...` */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: number;
  readonly pulledAt?: number;
  /** When it was moved to the archive, from where it can't be pulled; absent for one that is not there. */
  readonly archivedAt?: number;
  /** When it was last brought back from the archive. */
  readonly restoredAt?: number;
  /** The digests that it, a manifest list or index, stands for. */
  readonly parts?: readonly string[];
  /** The digest of the image that it, a signature or SBOM, is about. */
  readonly subject?: string;
}
