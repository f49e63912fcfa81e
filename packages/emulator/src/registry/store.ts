/** The bytes that a registry keeps: layers, configurations, and uploads that are not finished. */
export class RegistryStore {
  /** By digest, over all repositories; which of them has which, the world knows. */
  readonly blobs = new Map<string, Buffer>();
  /** By the id of the upload: what came so far. */
  readonly uploads = new Map<string, Buffer>();
}
