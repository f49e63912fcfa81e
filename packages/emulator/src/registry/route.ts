/** What a Docker client asks of the registry. */
export interface Route {
  readonly operation: RegistryOperation;
  /** Empty for the ping. */
  readonly repositoryName: string;
  /** A tag or a digest of a manifest, the digest of a blob, or the id of an upload. */
  readonly reference: string;
  readonly query: URLSearchParams;
}

export type RegistryOperation = keyof typeof PERMISSIONS;

/** What IAM asks for, where it asks. Source: ECR's user guide, "Pushing an image", IAM permissions. */
const PERMISSIONS = {
  Ping: undefined,
  HeadBlob: 'ecr:BatchCheckLayerAvailability',
  GetBlob: 'ecr:GetDownloadUrlForLayer',
  StartUpload: 'ecr:InitiateLayerUpload',
  PatchUpload: 'ecr:UploadLayerPart',
  CompleteUpload: 'ecr:CompleteLayerUpload',
  GetUpload: 'ecr:UploadLayerPart',
  CancelUpload: 'ecr:UploadLayerPart',
  HeadManifest: 'ecr:BatchGetImage',
  GetManifest: 'ecr:BatchGetImage',
  PutManifest: 'ecr:PutImage',
  ListTags: 'ecr:ListImages',
} as const;

/** The IAM permission that an operation needs. */
export const permissionOf = (operation: RegistryOperation): string | undefined => PERMISSIONS[operation];

/** By method and kind of place. */
const OPERATIONS: Readonly<Record<string, RegistryOperation>> = {
  'HEAD blobs': 'HeadBlob',
  'GET blobs': 'GetBlob',
  'POST blobs/uploads': 'StartUpload',
  'PATCH blobs/uploads': 'PatchUpload',
  'PUT blobs/uploads': 'CompleteUpload',
  'GET blobs/uploads': 'GetUpload',
  'DELETE blobs/uploads': 'CancelUpload',
  'HEAD manifests': 'HeadManifest',
  'GET manifests': 'GetManifest',
  'PUT manifests': 'PutManifest',
  'GET tags/list': 'ListTags',
};

/** A repository's name may have slashes: the last part that names a kind of place counts. */
const PATH = /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests|tags\/list)(?:\/([^/]*))?$/;

/** Whether a request is for the registry. */
export const isForRegistry = (path: string): boolean => /^\/v2(?:[/?]|$)/.test(path);

/** Reads what is asked; undefined for what the registry does not do. */
export function routeOf(method: string, path: string): Route | undefined {
  const url = new URL(path, 'http://registry');
  const query = url.searchParams;
  if (/^\/v2\/?$/.test(url.pathname)) return { operation: 'Ping', repositoryName: '', reference: '', query };
  const [, repositoryName = '', kind = '', reference = ''] = PATH.exec(decodeURIComponent(url.pathname)) ?? [];
  const operation = OPERATIONS[`${method} ${kind}`];
  return operation && { operation, repositoryName, reference, query };
}
