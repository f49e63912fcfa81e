/** The name of an image, taken apart. */
export interface ImageName {
  /** The host, with its port; absent for Docker Hub. */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:...` */
  readonly digest?: string;
}

/** Takes the name of an image apart, as Docker reads it; undefined when it is none. */
export function parseImageName(text: string): ImageName | undefined {
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !/^sha256:[0-9a-f]{64}$/i.test(digest))) return undefined;
  const slash = named.indexOf('/');
  const first = slash === -1 ? '' : named.slice(0, slash);
  // The part before the first slash is a host only when it could not be part of a repository's name.
  const registry = /[.:]/.test(first) || first === 'localhost' ? first : undefined;
  const rest = registry === undefined ? named : named.slice(slash + 1);
  const [, repository, tag] = /^([a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([\w][\w.-]{0,127}))?$/.exec(rest) ?? [];
  if (repository === undefined) return undefined;
  return {
    repository,
    ...(registry !== undefined && { registry }),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** A private registry of ECR. */
export interface EcrRegistry {
  /** Twelve digits; absent where the file has a word like `xxxx` in its place. */
  readonly account?: string;
  readonly region?: string;
}

/** Reads the host of a private ECR registry, whatever its partition; undefined for any other. */
export function ecrRegistry(host: string | undefined): EcrRegistry | undefined {
  const [, account, rest] = /^([^.]+)\.dkr[.-]ecr(?:-fips)?\.(.+)$/.exec(host ?? '') ?? [];
  if (account === undefined || rest === undefined) return undefined;
  const region = /^([a-z]{2,}(?:-[a-z]+)+-\d+)\./.exec(rest)?.[1];
  return { ...(/^\d{12}$/.test(account) && { account }), ...(region !== undefined && { region }) };
}
