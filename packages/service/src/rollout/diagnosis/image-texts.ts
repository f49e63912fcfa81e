import type { KnownText, Meaning, StopFacts } from './known-text.ts';
import { containerOf, deniedCall, executionRole, found, platformOf } from './subjects.ts';

/** What keeps an image from being pulled. Source: AWS's guide, "CannotPullContainer task errors in Amazon ECS". */
export const IMAGE_TEXTS: readonly KnownText[] = [
  {
    kind: 'image-platform',
    pattern: /no match for platform|does not contain descriptor matching platform/i,
    means: (text, facts) => ({
      what: `the image ${imageName(text, facts)} is not built for ${platformOf(facts.revision)}`,
      hint: 'Build it for that platform (`platforms` of build-push-ecr), or set `runtimePlatform` of the task definition to what it is built for.',
    }),
  },
  {
    kind: 'image-rate-limited',
    pattern: /toomanyrequests|pull rate limit|too many requests/i,
    means: (text, facts) => ({
      what: `the registry allows no more pulls of ${imageName(text, facts)} for now`,
      hint: 'Copy the image to ECR, use a pull-through cache, or give `repositoryCredentials` with an account of that registry.',
    }),
  },
  {
    kind: 'image-too-large',
    pattern: /CannotPull.*no space left on device/is,
    means: (text, facts) => ({
      what: `the image ${imageName(text, facts)} does not fit on the task's disk`,
      hint: 'Make the image smaller, or raise `ephemeralStorage.sizeInGiB` of the task definition (20 by default, up to 200).',
    }),
  },
  {
    kind: 'image-registry-unknown',
    pattern: /CannotPull.*no such host/is,
    means: (text, facts) => ({
      what: `the host name of the registry of ${imageName(text, facts)} can't be resolved`,
      hint: "Check the registry in `image`: account and region. If they are right, the VPC needs DNS resolution (`enableDnsSupport`), and its resolver must know the registry's name; a private VPC endpoint for ECR needs private DNS.",
    }),
  },
  {
    kind: 'image-unreachable',
    pattern:
      /CannotPull.*(?:timeout|deadline exceeded|dial tcp|connection (?:refused|reset|issue|timed out)|request canceled|context canceled|waiting for connection|network configuration)/is,
    means: (text, facts) => ({
      what: `the registry of ${imageName(text, facts)} can't be reached from the tasks' subnets`,
      hint: "Give the subnets a way to it: a NAT gateway, or for ECR the VPC endpoints ecr.api, ecr.dkr and s3. In a public subnet set `assignPublicIp: ENABLED`. The tasks' security group must let HTTPS out.",
    }),
  },
  {
    kind: 'image-denied',
    // A code counts only as the status of an answer: ports and digests have the same digits.
    pattern:
      /CannotPull.*(?:pull access denied|AccessDenied|not authorized|unauthorized:|no basic auth|\bstatus(?: code\b| from \w+ request\b).*\b40[13]\b|authorization failed)|retrieve ecr registry auth.*(?:AccessDenied|not authorized)|not authorized to perform:? ecr:/is,
    means: imageDenied,
  },
  {
    kind: 'image-not-found',
    pattern:
      /CannotPull.*(?:: not found|\b(?:image|manifest|repository|ref)\b[^:]* not found|manifest unknown|(?:image|manifest|repository|tag)\b[^.:]* does not exist|no such (?:image|manifest)|check whether the image exists|\bstatus(?: code\b| from \w+ request\b).*\b404\b)/is,
    means: imageNotFound,
  },
  {
    kind: 'image-not-pulled',
    pattern: /CannotPull/i,
    means: (text, facts) => ({
      what: `the image ${imageName(text, facts)} could not be pulled: ${afterName(text)}`,
      hint: "Check the image's name in the task definition, and that the execution role and the subnets reach its registry.",
    }),
  },
];

/** An image that the registry has by now was pushed after the task asked for it, or does not show everywhere yet. */
function imageNotFound(text: string, facts: StopFacts): Meaning {
  const isThere = facts.image?.hasImage === true;
  return {
    ...(isThere && { kind: 'image-found-later' }),
    what: `image not found: ${imageName(text, facts)}`,
    hint: whereToLook(facts),
  };
}

function imageDenied(text: string, facts: StopFacts) {
  const { action, obstacle } = deniedCall(text);
  const isDockerHub = /docker\.io|docker login|insufficient_scope/i.test(text);
  const what = `no permission to pull the image ${imageName(text, facts)}${action ? `: ${action} is denied` : ''}`;
  if (isDockerHub) {
    return {
      what: `the image ${imageName(text, facts)} does not exist, or is private`,
      hint: 'Check its name. For a private registry give `repositoryCredentials` in the container definition.',
    };
  }
  const hint = `Allow ${executionRole(facts.revision)} ecr:GetAuthorizationToken (on *), ecr:BatchGetImage and ecr:GetDownloadUrlForLayer (on the repository). For a repository of another account its own policy must allow it, too.`;
  return { what, hint: obstacle ? `${obstacle} ${hint}` : hint };
}

/** What is there instead of the image, as far as that is known. */
function whereToLook({ image }: StopFacts): string {
  if (!image) return 'Check that the image was pushed by this tag or digest, to this registry and region.';
  const { repository, registry, tag, digest, hasRepository, hasImage } = image;
  if (!hasRepository)
    return `There is no repository ${repository} in the registry ${registry}. Create it and push the image, or correct \`image\` in the task definition.`;
  if (hasImage)
    return `${tag === undefined ? 'The image' : `The tag ${tag}`} is in the repository ${repository} now, so ECS can succeed at its next try. Push an image before it is deployed.`;
  if (digest !== undefined)
    return `The repository ${repository} exists, but this image is not in it: was it pushed there, or has a lifecycle policy removed it?`;
  return `The repository ${repository} exists, but has no tag ${tag ?? ''}. Push it, or deploy a tag that exists.`;
}

/** The image of the container, or what the text names as one. */
function imageName(text: string, facts: StopFacts): string {
  const named =
    found(
      text,
      /(?:resolve ref|pull the image|manifest for|pull access denied for|image) ["']?([\w.-]+[/:][^\s"',]+?)["']?[:,]?(?:\s|$)/,
    ) ?? facts.image?.image;
  return containerOf(facts)?.image ?? named ?? 'of the task';
}

/** The text behind the error's name. */
function afterName(text: string): string {
  return text.replace(/^Cannot\w+: */, '');
}
