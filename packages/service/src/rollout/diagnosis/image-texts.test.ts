import { describe, expect, test } from '@jest/globals';
import { explainStop } from './explain-stop.ts';
import { aGroup, aRevision, context } from '../../../test/diagnosis/a-stop.ts';
import { explains } from '../../../test/diagnosis/explains.ts';

const IMAGE = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/amply-backend:v2';
const ASM =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';
const DENIED =
  'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/amply-task-execution/b2 is not authorized to perform:';

describe('an image that is not pulled', () => {
  explains([
    {
      name: 'a tag that is not there',
      stopped: `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${IMAGE}: ${IMAGE}: not found`,
      kind: 'image-not-found',
      summary: `image not found: ${IMAGE}`,
      hint: /Check that the image was pushed/,
    },
    {
      name: 'a tag that is not there, as the registry confirms',
      stopped: `CannotPullContainerError: failed to resolve ref ${IMAGE}: not found`,
      known: {
        image: {
          image: IMAGE,
          repository: 'amply-backend',
          registry: '123456789012',
          tag: 'v2',
          hasRepository: true,
          hasImage: false,
        },
      },
      kind: 'image-not-found',
      summary: `image not found: ${IMAGE}`,
      hint: /^The repository amply-backend exists, but has no tag v2\. Push it/,
    },
    {
      name: 'a tag that was pushed too late',
      stopped: `CannotPullContainerError: failed to resolve ref ${IMAGE}: not found`,
      known: {
        image: {
          image: IMAGE,
          repository: 'amply-backend',
          registry: '123456789012',
          tag: 'v2',
          hasRepository: true,
          hasImage: true,
        },
      },
      kind: 'image-found-later',
      summary: `image not found: ${IMAGE}`,
      hint: /^The tag v2 is in the repository amply-backend now/,
    },
    {
      name: 'a repository that is not there',
      stopped:
        "CannotPullContainerError: The task can't pull the image. The repository with name 'amply-backend' does not exist in the registry with id '123456789012'",
      known: {
        image: {
          image: IMAGE,
          repository: 'amply-backend',
          registry: '123456789012',
          tag: 'v2',
          hasRepository: false,
          hasImage: false,
        },
      },
      kind: 'image-not-found',
      summary: `image not found: ${IMAGE}`,
      hint: /^There is no repository amply-backend in the registry 123456789012/,
    },
    {
      name: 'a digest that is not there',
      stopped: `CannotPullContainerError: failed to resolve ref ${IMAGE}: not found`,
      known: {
        image: {
          image: IMAGE,
          repository: 'amply-backend',
          registry: '123456789012',
          digest: 'sha256:aa',
          hasRepository: true,
          hasImage: false,
        },
      },
      kind: 'image-not-found',
      summary: `image not found: ${IMAGE}`,
      hint: /lifecycle policy removed it/,
    },
    {
      name: 'a manifest that is unknown, of a revision that may not be read',
      stopped:
        'CannotPullContainerError: Error response from daemon: manifest for docker.io/library/redis:9 not found: manifest unknown',
      known: { revision: undefined },
      kind: 'image-not-found',
      summary: 'image not found: docker.io/library/redis:9',
      hint: /Check that the image was pushed/,
    },
    {
      name: 'a private image of Docker Hub',
      stopped:
        "CannotPullContainerError: pull access denied for amply/backend, repository does not exist or may require 'docker login': denied",
      kind: 'image-denied',
      summary: `the image ${IMAGE} does not exist, or is private`,
      hint: /repositoryCredentials/,
    },
    {
      name: 'a registry that the role may not log in to',
      stopped: `${ASM} unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${DENIED} ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
      kind: 'image-denied',
      summary: `no permission to pull the image ${IMAGE}: ecr:GetAuthorizationToken is denied`,
      hint: /^Allow the execution role amply-task-execution ecr:GetAuthorizationToken/,
    },
    {
      name: 'a layer that a bucket policy denies',
      stopped:
        'CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://prod-layer-bucket: 403 Forbidden',
      kind: 'image-denied',
      summary: `no permission to pull the image ${IMAGE}`,
      hint: /ecr:BatchGetImage/,
    },
    {
      name: 'an image for another platform',
      stopped: "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
      known: { revision: aRevision({ runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } }) },
      kind: 'image-platform',
      summary: `the image ${IMAGE} is not built for LINUX/ARM64`,
      hint: /runtimePlatform/,
    },
    {
      name: 'a registry that has had enough',
      stopped: 'CannotPullContainerError: toomanyrequests: You have reached your pull rate limit.',
      kind: 'image-rate-limited',
      summary: `the registry allows no more pulls of ${IMAGE} for now`,
      hint: /pull-through cache/,
    },
    {
      name: 'an image that is too large',
      stopped: 'CannotPullContainerError: failed to extract layer: write /var/lib: no space left on device',
      kind: 'image-too-large',
      summary: `the image ${IMAGE} does not fit on the task's disk`,
      hint: /ephemeralStorage/,
    },
    {
      name: 'a registry out of reach',
      stopped:
        'CannotPullContainerError: inspect image has been retried 5 time(s): failed to do request: Head https://x: dial tcp 52.0.0.1:443: i/o timeout',
      kind: 'image-unreachable',
      summary: `the registry of ${IMAGE} can't be reached from the tasks' subnets`,
      hint: /NAT gateway/,
    },
    {
      name: 'an unknown reason',
      stopped: 'CannotPullContainerError: the moon is full',
      kind: 'image-not-pulled',
      summary: `the image ${IMAGE} could not be pulled: the moon is full`,
      hint: /registry/,
    },
    {
      name: 'a registry whose host name is not known',
      stopped:
        'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref 123456789012.dkr.ecr.eu-centrall-1.amazonaws.com/amply-backend:v2: failed to do request: Head "https://123456789012.dkr.ecr.eu-centrall-1.amazonaws.com/v2/amply-backend/manifests/v2": dial tcp: lookup 123456789012.dkr.ecr.eu-centrall-1.amazonaws.com on 10.0.0.2:53: no such host',
      kind: 'image-registry-unknown',
      summary: `the host name of the registry of ${IMAGE} can't be resolved`,
      hint: /account and region.*enableDnsSupport/,
    },
  ]);
});

const pulling = (text: string) => `CannotPullContainerError: ${text}`;
const HOST = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
const DIGEST = `sha256:${'403'.repeat(21)}a`;

test.each([
  // As registries, containerd, Docker and ECS word it.
  [
    `pull image manifest has been retried 5 time(s): failed to resolve ref ${HOST}/amply:v2: not found`,
    'image-not-found',
  ],
  [
    `The task cannot pull the image ${HOST}/amply:v2 from the registry. Check whether the image exists.`,
    'image-not-found',
  ],
  [`API error (404): repository ${HOST}/amply not found`, 'image-not-found'],
  ['Error response from daemon: manifest for redis:99 not found: manifest unknown', 'image-not-found'],
  [
    `failed to resolve ref x: unexpected status from HEAD request to https://${HOST}/v2/amply/manifests/v2: 404 Not Found`,
    'image-not-found',
  ],
  [
    `ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://${HOST}/v2/amply/blobs/${DIGEST}: 403 Forbidden`,
    'image-denied',
  ],
  [
    `failed to resolve ref x: pulling from host ${HOST} failed with status code [manifests v2]: 401 Unauthorized`,
    'image-denied',
  ],
  [`unexpected status from HEAD request to https://${HOST}/v2/amply/manifests/v2: 403 Forbidden`, 'image-denied'],
  [`API error (500): Get https://${HOST}/v2/amply/manifests/v2: no basic auth credentials`, 'image-denied'],
  [
    'unexpected status code https://registry-1.docker.io/v2/library/redis/manifests/7: 429 Too Many Requests',
    'image-rate-limited',
  ],
  [
    `API error (500): Get https://${HOST}/v2/: net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`,
    'image-unreachable',
  ],
  [
    `failed to do request: Head "https://${HOST}/v2/amply/manifests/v2": net/http: TLS handshake timeout`,
    'image-unreachable',
  ],
  [
    'There is a connection issue between the task and Amazon ECR. Check your task network configuration.',
    'image-unreachable',
  ],
  [`lookup ${HOST} on 10.0.0.2:53: no such host`, 'image-registry-unknown'],
  // A name or a number is no cause.
  [
    `failed to resolve ref ${HOST}/amply@${DIGEST}: failed to do request: dial tcp 52.0.0.1:403: i/o timeout`,
    'image-unreachable',
  ],
  [`failed to copy ${HOST}/amply:release-403 from host ${HOST}: unexpected EOF`, 'image-not-pulled'],
  [`failed to copy ${HOST}/unauthorized:v2: unexpected EOF`, 'image-not-pulled'],
  [`failed to copy ${HOST}/timeout/connection:v2: unexpected EOF`, 'image-not-pulled'],
  ['failed to extract layer "not-found": chmod: no such file or directory', 'image-not-pulled'],
  ['failed to extract layer: mkdir /var/lib/x: not a directory', 'image-not-pulled'],
  [
    `unexpected status from HEAD request to https://${HOST}/v2/amply/manifests/403: 503 Service Unavailable`,
    'image-not-pulled',
  ],
  [`failed to copy ${HOST}/amply/outofmemory:v2: unexpected EOF`, 'image-not-pulled'],
])('%s: %s', (text, kind) => {
  const reason = pulling(text);
  expect(explainStop(aGroup({ reason, stopCode: 'TaskFailedToStart' }), context()).kind).toBe(kind);
});
