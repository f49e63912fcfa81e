/** What is to be built. Paths are relative to the directory that docker runs in, with `/`. */
export interface BuildRequest {
  readonly context: string;
  /** The Dockerfile; that in the context when it is not given. */
  readonly file?: string | undefined;
  readonly target?: string | undefined;
  /** Part of the image's history: no place for secrets. */
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly secrets: readonly BuildSecret[];
  /** `default`, or `id=path` of a socket or key. */
  readonly ssh: readonly string[];
  /** `linux/amd64`; the builder's own when there are none. */
  readonly platforms: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `registry/repository:tag`, all of one repository. */
  readonly names: readonly string[];
  readonly cache: BuildCache;
  /** Seconds since the epoch: the time of all that the build itself creates. */
  readonly sourceDateEpoch?: number | undefined;
  readonly hasProvenance: boolean;
}

/** What `RUN --mount=type=secret,id=...` reads; it never becomes a part of the image. */
export type BuildSecret =
  { readonly id: string; readonly value: string } | { readonly id: string; readonly file: string };

/** Where layers of earlier builds come from, and where those of this one go. */
export type BuildCache =
  | { readonly kind: 'none' }
  | { readonly kind: 'registry'; readonly name: string }
  /** Within the image itself; `from` are names of earlier images. */
  | { readonly kind: 'inline'; readonly from: readonly string[] }
  /** GitHub's cache. */
  | { readonly kind: 'gha'; readonly scope?: string | undefined };

/** What becomes of the image. */
export type BuildOutput =
  /** It goes to its registry under all its names. */
  | { readonly kind: 'push' }
  /** It is shown to the local engine under its first name. */
  | { readonly kind: 'load' }
  /** It lies in a file, as the OCI image layout in a tar archive. */
  | { readonly kind: 'archive'; readonly file: string }
  /** It is only built. */
  | { readonly kind: 'none' };

/** The Dockerfile of a build. */
export function dockerfileOf({ context, file }: Pick<BuildRequest, 'context' | 'file'>): string {
  return file ?? (context === '.' ? 'Dockerfile' : `${context.replace(/\/$/, '')}/Dockerfile`);
}
