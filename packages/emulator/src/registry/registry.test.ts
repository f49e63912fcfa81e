import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { beforeEach, describe, expect, test } from '@jest/globals';

import { anEmulatorOverHttp } from '../../test/http/started-emulator.ts';
import { digestOf } from '../services/ecr/behaviour/manifest.ts';
import { DOCKER_MANIFEST, DockerClient, locationOf, OCI_INDEX } from '../../test/registry/a-docker-client.ts';

const started = anEmulatorOverHttp({ scenario: { timings: { jitter: 0 } } });
const ecr = () => new ECRClient(started.client);
const [repositoryName, immutable] = ['shop/app', 'shop/immutable'];

async function loggedIn(): Promise<DockerClient> {
  const { authorizationData } = await ecr().send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(String(authorizationData?.[0]?.authorizationToken), 'base64').toString();
  return new DockerClient(started.endpoint, token);
}

let docker: DockerClient;
beforeEach(async () => {
  await started.control('POST', 'reset');
  await ecr().send(new CreateRepositoryCommand({ repositoryName }));
  await ecr().send(new CreateRepositoryCommand({ repositoryName: immutable, imageTagMutability: 'IMMUTABLE' }));
  docker = await loggedIn();
});

describe('a login', () => {
  test('is asked for where there is none', async () => {
    const answer = await new DockerClient(started.endpoint).send('GET', '');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  test('lets in who has it, for 12 hours', async () => {
    expect((await docker.send('GET', '')).status).toBe(200);
    started.emulator.advance(12 * 3600 + 1);
    const answer = await docker.send('GET', '');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Your authorization token has expired');
  });

  test.each(['AWS:wrong', 'root:x', 'AWS'])('of %s is refused', async (login) => {
    expect((await new DockerClient(started.endpoint, login).send('GET', '')).status).toBe(400);
  });
});

test('what is pushed is what ECR knows, and what is pulled', async () => {
  const { status, image } = await docker.push(repositoryName, 'v1', 'one');
  expect(status).toBe(201);

  const { imageDetails } = await ecr().send(new DescribeImagesCommand({ repositoryName }));
  const config = JSON.parse(image.manifest) as { config: { size: number; digest: string } };
  expect(imageDetails).toMatchObject([
    {
      imageDigest: image.digest,
      imageTags: ['v1'],
      imageSizeInBytes: config.config.size + image.layer.length,
      imageManifestMediaType: DOCKER_MANIFEST,
    },
  ]);
  const { images } = await ecr().send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
  expect(images?.[0]?.imageManifest).toBe(image.manifest);

  for (const reference of ['v1', image.digest]) {
    const head = await docker.send('HEAD', `${repositoryName}/manifests/${reference}`);
    expect([head.headers.get('docker-content-digest'), head.headers.get('content-type')]).toEqual([
      image.digest,
      DOCKER_MANIFEST,
    ]);
    expect(await (await docker.send('GET', `${repositoryName}/manifests/${reference}`)).text()).toBe(image.manifest);
  }
  const place = `${repositoryName}/blobs/${digestOf(image.layer)}`;
  expect((await docker.send('HEAD', place)).headers.get('content-length')).toBe(String(image.layer.length));
  expect(await (await docker.send('GET', place)).text()).toBe(image.layer);
  const rest = await docker.send('GET', place, undefined, { range: 'bytes=6-' });
  expect([rest.status, await rest.text()]).toEqual([206, image.layer.slice(6)]);
});

test('a layer can be fetched from the address that ECR gives, without a login', async () => {
  const { image } = await docker.push(repositoryName, 'v1', 'one');
  const layerDigest = digestOf(image.layer);
  const { downloadUrl } = await ecr().send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
  expect(await (await fetch(String(downloadUrl))).text()).toBe(image.layer);
  expect((await fetch(String(downloadUrl).split('?')[0] ?? '')).status).toBe(403);
});

test('a tag moves to what is pushed last, and the other image stays without it', async () => {
  const [one, two] = [await docker.push(repositoryName, 'v1', 'one'), await docker.push(repositoryName, 'v1', 'two')];
  const { imageDetails = [] } = await ecr().send(new DescribeImagesCommand({ repositoryName }));
  expect(imageDetails.map(({ imageDigest, imageTags }) => [imageDigest, imageTags])).toEqual([
    [one.image.digest, undefined],
    [two.image.digest, ['v1']],
  ]);
});

test.each(['two', 'one'])(
  'an immutable tag is refused in the words of ECR, also for what it is on: %s',
  async (content) => {
    const { image } = await docker.push(immutable, 'v1', 'one');
    const answer = await docker.push(immutable, 'v1', content);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      errors: [
        {
          code: 'TAG_INVALID',
          message: `The image tag 'v1' already exists in the '${immutable}' repository and cannot be overwritten because the tag is immutable.`,
        },
      ],
    });
    expect((await docker.send('HEAD', `${immutable}/manifests/v1`)).headers.get('docker-content-digest')).toBe(
      image.digest,
    );
  },
);

test('an index is kept as it is, once its images are there', async () => {
  const { image } = await docker.push(repositoryName, 'v1-amd64', 'one');
  const index = (digest: string): string =>
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_INDEX,
      manifests: [{ mediaType: DOCKER_MANIFEST, digest, size: 1 }],
    });
  const missing = await docker.put(repositoryName, 'v1', index(digestOf('nothing')), OCI_INDEX);
  expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('MANIFEST_UNKNOWN')]);
  expect((await docker.put(repositoryName, 'v1', index(image.digest), OCI_INDEX)).status).toBe(201);
  const pulled = await docker.send('GET', `${repositoryName}/manifests/v1`);
  expect([pulled.headers.get('content-type'), await pulled.text()]).toEqual([OCI_INDEX, index(image.digest)]);
});

test('ECR puts a further tag on an image that Docker pushed, and Docker pulls it by that', async () => {
  const { image } = await docker.push(repositoryName, 'v1', 'one');
  const imageTag = 'deployed-prod';
  await ecr().send(new PutImageCommand({ repositoryName, imageTag, imageManifest: image.manifest }));
  const tags = await (await docker.send('GET', `${repositoryName}/tags/list`)).json();
  expect(tags).toEqual({ name: repositoryName, tags: [imageTag, 'v1'] });
  const paged = await docker.send('GET', `${repositoryName}/tags/list?n=1`);
  expect(paged.headers.get('link')).toContain(`last=${imageTag}`);
});

describe('an upload', () => {
  test('in one request is done with it', async () => {
    const place = `${repositoryName}/blobs/uploads/?digest=${digestOf('all')}`;
    expect((await docker.send('POST', place, 'all')).status).toBe(201);
    expect((await docker.send('HEAD', `${repositoryName}/blobs/${digestOf('all')}`)).status).toBe(200);
  });

  test('is not needed for a layer that another repository has', async () => {
    const digest = await docker.upload(repositoryName, 'layer');
    const mount = await docker.send('POST', `${immutable}/blobs/uploads/?mount=${digest}&from=${repositoryName}`);
    expect([mount.status, locationOf(mount)]).toEqual([201, `/v2/${immutable}/blobs/${digest}`]);
    const other = await docker.send(
      'POST',
      `${immutable}/blobs/uploads/?mount=${digestOf('x')}&from=${repositoryName}`,
    );
    expect(other.status).toBe(202);
    expect((await docker.send('HEAD', `${immutable}/blobs/${digest}`)).status).toBe(200);
  });

  test('tells how far it has come, and takes no part twice', async () => {
    const upload = locationOf(await docker.send('POST', `${repositoryName}/blobs/uploads/`));
    const part = { 'content-range': '0-4' };
    await docker.send('PATCH', upload, 'hello', part);
    expect((await docker.send('PATCH', upload, 'hello', part)).status).toBe(416);
    expect((await docker.send('GET', upload)).headers.get('range')).toBe('0-4');
    expect((await docker.send('DELETE', upload)).status).toBe(204);
    expect((await docker.send('GET', upload)).status).toBe(404);
  });

  test('of other content than its digest says is refused', async () => {
    const upload = locationOf(await docker.send('POST', `${repositoryName}/blobs/uploads/`));
    const answer = await docker.send('PUT', `${upload}?digest=${digestOf('other')}`, 'hello');
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('DIGEST_INVALID')]);
  });
});

test.each([
  {
    name: 'a repository that is not there',
    send: () => docker.send('POST', 'nope/blobs/uploads/'),
    says: [
      404,
      'NAME_UNKNOWN',
      "The repository with name 'nope' does not exist in the registry with id '123456789012'",
    ],
  },
  {
    name: 'an image that is not there',
    send: () => docker.send('GET', `${repositoryName}/manifests/nope`),
    says: [404, 'MANIFEST_UNKNOWN', 'Requested image not found'],
  },
  {
    name: 'a manifest without its layers',
    send: () =>
      docker.put(
        repositoryName,
        'v1',
        JSON.stringify({ schemaVersion: 2, config: { digest: digestOf('x'), size: 1 } }),
      ),
    says: [404, 'BLOB_UNKNOWN', 'Layers with digests'],
  },
  {
    name: 'what is no manifest',
    send: () => docker.put(repositoryName, 'v1', '{}'),
    says: [400, 'MANIFEST_INVALID', 'Invalid image manifest'],
  },
  {
    name: 'a manifest under another digest',
    send: () => docker.put(repositoryName, digestOf('x'), '{}'),
    says: [400, 'DIGEST_INVALID', 'is not valid'],
  },
  {
    name: 'what ECR does not do',
    send: () => docker.send('DELETE', `${repositoryName}/manifests/v1`),
    says: [405, 'UNSUPPORTED', 'unsupported'],
  },
])('$name is refused', async ({ send, says: [status, code, message] }) => {
  const answer = await send();
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ errors: [{ code, message: expect.stringContaining(String(message)) }] });
});

test('the scenario drops connections and brings errors, and both are written down without the login', async () => {
  await started.control('POST', 'scenario', {
    faults: [
      { operation: 'registry:PutManifest', error: 'ConnectionLost', times: 1 },
      { operation: 'registry:PutManifest', error: 'ConnectionLost', times: 1, effect: 'after' },
      { operation: 'registry:StartUpload', error: 'ServiceUnavailable', times: 1 },
    ],
  });
  expect((await docker.send('POST', `${repositoryName}/blobs/uploads/`)).status).toBe(503);
  await expect(docker.push(repositoryName, 'v1', 'one')).rejects.toThrow('fetch failed');
  expect((await docker.send('HEAD', `${repositoryName}/manifests/v1`)).status).toBe(404);
  await expect(docker.push(repositoryName, 'v1', 'one')).rejects.toThrow('fetch failed');
  expect((await docker.send('HEAD', `${repositoryName}/manifests/v1`)).status).toBe(200);

  const { body } = await started.control('GET', 'requests');
  expect(body).toContainEqual(expect.objectContaining({ service: 'registry', operation: 'StartUpload', status: 503 }));
  expect(body).toContainEqual(
    expect.objectContaining({ operation: 'PutManifest', error: 'ConnectionLost', tookEffect: true }),
  );
  expect(JSON.stringify(body)).not.toContain('authorization"');
});

test('a permission that is missing is named', async () => {
  await started.control('POST', 'scenario', { denied: ['ecr:InitiateLayerUpload'] });
  const answer = await docker.send('POST', `${repositoryName}/blobs/uploads/`);
  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringContaining(
      `is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-central-1:123456789012:repository/${repositoryName}`,
    ),
  ]);
});
