import { mkdir, copyFile, writeFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf } from '../../tools/program.ts';

/** An image of nothing but what this machine has: there is no registry of base images here. */
export interface ImageContent {
  /** What its web server answers. */
  readonly page: string;
  /** A command of the shell in the place of the web server. */
  readonly command?: string;
}

/** The first process of a container gets no signal that it does not ask for: a bare web server would be killed after 10 s. */
const SERVER = "trap 'exit 0' TERM; busybox httpd -p 8000 -h /www; while :; do sleep 1 & wait $!; done";

/**
 * Makes an image, pushes it, and gives its reference by digest.
 *
 * @param tag `localhost:PORT/shop:v1`.
 * @param docker calls docker.
 */
export async function pushImage(
  folder: string,
  tag: string,
  { page, command }: ImageContent,
  docker: (...args: string[]) => Promise<string>,
): Promise<string> {
  await Promise.all(['bin', 'www'].map((name) => mkdir(join(folder, name), { recursive: true })));
  await copyFile((await outputOf('/bin/sh', ['-c', 'command -v busybox'])).trim(), join(folder, 'bin', 'busybox'));
  for (const name of ['sh', 'sleep']) await symlink('busybox', join(folder, 'bin', name));
  await writeFile(join(folder, 'www', 'index.html'), page);
  const archive = `${folder}.tar`;
  await outputOf('tar', ['-C', folder, '-cf', archive, '.']);
  const start = ['/bin/sh', '-c', command ?? SERVER];
  await docker('import', '--change', `CMD ${JSON.stringify(start)}`, '--change', 'ENV PATH=/bin', archive, tag);
  await docker('push', '--quiet', tag);
  const digests = await docker('image', 'inspect', '--format', '{{json .RepoDigests}}', tag);
  const [reference] = JSON.parse(digests) as string[];
  if (reference === undefined) throw new Error(`${tag} has no digest after its push.`);
  return reference;
}

/** Creates a repository in ministack's ECR: its registry takes no image of another. */
export async function createRepository(endpoint: string, repositoryName: string): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.CreateRepository',
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/ecr/aws4_request',
    },
    body: JSON.stringify({ repositoryName }),
  });
  if (!response.ok) throw new Error(`ministack has made no repository: ${await response.text()}`);
}
