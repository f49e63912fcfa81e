import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetDownloadUrlForLayerCommand,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from '@jest/globals';

import { startEmulator, type EmulatorServer } from '../http/server.ts';
import { digestOf } from '../services/ecr/behaviour/manifest.ts';
import { outsideRegistryOf } from './outside-registry.ts';
import { DockerClient } from '../../test/registry/a-docker-client.ts';

const repositoryName = 'amply-backend';
const servers: EmulatorServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function started(options: Parameters<typeof startEmulator>[0] = {}) {
  const server = await startEmulator({ ...options, isEmpty: true });
  servers.push(server);
  const ecr = new ECRClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not a secret' },
    maxAttempts: 1,
  });
  await ecr.send(new CreateRepositoryCommand({ repositoryName, imageScanningConfiguration: { scanOnPush: true } }));
  return { server, ecr };
}

async function loginOf(ecr: ECRClient) {
  const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(String(authorizationData?.[0]?.authorizationToken), 'base64').toString();
  return { token, endpoint: String(authorizationData?.[0]?.proxyEndpoint) };
}

/** An ECR whose images lie in the registry of another: that one stands for a registry that is not ours. */
async function anEcrWithItsImagesElsewhere() {
  const elsewhere = await started();
  const [, password = ''] = (await loginOf(elsewhere.ecr)).token.split(':');
  const url = elsewhere.server.endpoint.replace('//', `//AWS:${encodeURIComponent(password)}@`);
  return { elsewhere, ...(await started({ outsideRegistry: outsideRegistryOf(url) })) };
}

test('ECR hands out the registry outside, and knows what is pushed there', async () => {
  const { elsewhere, ecr } = await anEcrWithItsImagesElsewhere();
  const { token, endpoint } = await loginOf(ecr);
  expect(endpoint).toBe(elsewhere.server.endpoint);

  const docker = new DockerClient(endpoint, token);
  const { image } = await docker.push(repositoryName, 'v1', 'one');
  const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  expect(imageDetails).toMatchObject([
    { imageDigest: image.digest, imageTags: ['v1'], imageScanStatus: { status: 'IN_PROGRESS' } },
  ]);
  const { images } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }));
  expect(images?.[0]?.imageManifest).toBe(image.manifest);
  const layerDigest = digestOf(image.layer);
  const { downloadUrl } = await ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
  expect(await (await fetch(String(downloadUrl))).text()).toBe(image.layer);

  const other = await docker.push(repositoryName, 'v1', 'two');
  const later = await ecr.send(new DescribeImagesCommand({ repositoryName }));
  expect(later.imageDetails?.map(({ imageDigest, imageTags }) => [imageDigest, imageTags])).toEqual([
    [image.digest, undefined],
    [other.image.digest, ['v1']],
  ]);
});

test('a tag that ECR puts on an image is on it outside as well', async () => {
  const { elsewhere, ecr } = await anEcrWithItsImagesElsewhere();
  const { token, endpoint } = await loginOf(ecr);
  const docker = new DockerClient(endpoint, token);
  const { image } = await docker.push(repositoryName, 'v1', 'one');
  await ecr.send(new PutImageCommand({ repositoryName, imageTag: 'deployed-prod', imageManifest: image.manifest }));
  const { imageDetails } = await elsewhere.ecr.send(new DescribeImagesCommand({ repositoryName }));
  expect(imageDetails).toMatchObject([{ imageTags: ['v1', 'deployed-prod'] }]);
});

test('a registry outside that is not there is an error of the server', async () => {
  const { elsewhere, ecr } = await anEcrWithItsImagesElsewhere();
  servers.splice(servers.indexOf(elsewhere.server), 1);
  await elsewhere.server.close();
  await expect(ecr.send(new DescribeImagesCommand({ repositoryName }))).rejects.toMatchObject({
    name: 'ServerException',
    $metadata: { httpStatusCode: 500 },
  });
});

test.each(['127.0.0.1:5000', 'http://127.0.0.1:5000', 'http://AWS@127.0.0.1:5000', 'ftp://AWS:secret@host'])(
  'what is no registry with a login is refused, and not repeated: %s',
  (text) => {
    expect(() => outsideRegistryOf(text)).toThrow(
      /^--registry is no URL of the form http:\/\/AWS:PASSWORD@HOST:PORT\.$/,
    );
  },
);
