import type { Service, ServiceRevision } from '@aws-sdk/client-ecs';
import { isAwsError, type Aws } from '@fargate-actions/aws';
import { readGuards, type GuardsSeen } from './guards.ts';
import { isInOffHours } from './off-hours-mark.ts';
import { imagePlace, taggedImages } from './image-reference.ts';
import type { ServiceWanted } from './service-spec.ts';
import { readRevision } from './unanswered-fields.ts';

/** Whether what runs is what the images of the task definition stand for now. */
export type ImageState =
  | { readonly kind: 'same' }
  | { readonly kind: 'moved'; readonly image: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** What was read of a service. */
export interface ServiceState {
  readonly service: Service;
  /** Whether something scales the desired count; unknown counts as scaled. */
  readonly isScaled: boolean;
  /** It has no task, and what scales it lets it have none. */
  readonly isHeldAtZero?: boolean;
  readonly images: ImageState;
  /** Its newest revision, where the file has what only a revision answers. */
  readonly revision?: ServiceRevision | undefined;
  readonly guards?: GuardsSeen;
}

/** Reads a service, what scales it, and what images its tasks run. */
export async function readService(spec: ServiceWanted, aws: Aws): Promise<ServiceState | undefined> {
  const service = await aws.services.find(spec.cluster, spec.name);
  if (!service || service.status === 'INACTIVE') return undefined;
  const [scaling, images, revision, guards] = await Promise.all([
    readScaling(spec, service, aws),
    readImages(spec, service, aws),
    readRevision(spec, service, aws),
    readGuards(spec, service, aws),
  ]);
  return { service, ...scaling, images, revision, guards };
}

/** Asks for what scales a service only where something rests on it. */
async function readScaling(
  spec: ServiceWanted,
  service: Service,
  aws: Aws,
): Promise<Pick<ServiceState, 'isScaled' | 'isHeldAtZero'>> {
  const decidesCount = spec.countPolicy === 'from the file unless scaled';
  const mayBeHeld = service.desiredCount === 0 && !isInOffHours(service);
  if (!decidesCount && !mayBeHeld) return { isScaled: false };
  const lost = decidesCount
    ? `Whether ${spec.name} is auto scaled is not known, so its desiredCount is left alone.`
    : `Whether ${spec.name}, which has no task, is in the off-hours of its scaling is not known.`;
  const find = async () => ({ target: await aws.scalableTargets.find(spec.cluster, spec.name) });
  // Where it decides nothing it is for a notice only.
  const answer = await (decidesCount ? aws.gaps.unlessDenied(lost, find) : aws.gaps.optional(lost, find));
  return {
    isScaled: decidesCount && (answer ? answer.target !== undefined : true),
    isHeldAtZero: mayBeHeld && answer?.target?.MaxCapacity === 0,
  };
}

/**
 * Compares the digests that the tags of this deploy's images have now with those that run.
 *
 * An image by digest is what it says; one outside ECR can't be asked. Source: contracts.md, "Deploying", Unchanged.
 */
async function readImages(spec: ServiceWanted, service: Service, aws: Aws): Promise<ImageState> {
  const [, , , region, account] = service.serviceArn?.split(':') ?? [];
  const { ours: tagged } = taggedImages(spec, account);
  if (tagged.length === 0) return { kind: 'same' };
  for (const { image } of tagged) {
    const place = imagePlace(image);
    if (!place) return { kind: 'unknown', because: `${image} is not in ECR, so its digest can't be compared` };
    // ECR is asked in the service's region: a repository of that name there would be another one.
    if (place.region !== undefined && region !== undefined && place.region !== region) {
      return { kind: 'unknown', because: `${image} is in ${place.region}, where its digest is not asked for` };
    }
  }
  const running = await runningDigests(spec, aws);
  if (!running) return { kind: 'unknown', because: 'the running tasks can not be listed' };
  for (const { container, image } of tagged) {
    const place = imagePlace(image);
    const digests =
      place && (await aws.gaps.optional(`The digest of ${image} is not known.`, () => digestsOf(image, aws)));
    if (!digests) return { kind: 'unknown', because: `the digest of ${image} is not known` };
    const runs = running.get(container) ?? [];
    if (runs.length === 0) return { kind: 'unknown', because: `no task of ${spec.name} says which image it runs` };
    if (!runs.every((digest) => digests.includes(digest))) return { kind: 'moved', image };
  }
  return { kind: 'same' };
}

async function digestsOf(image: string, aws: Aws): Promise<string[] | undefined> {
  const place = imagePlace(image);
  const found = place && (await aws.images.digests(place, place.tag));
  return found && [found.digest, ...found.children];
}

/** The digests that the service's running tasks have, by container. */
async function runningDigests(spec: ServiceWanted, aws: Aws): Promise<Map<string, string[]> | undefined> {
  return aws.gaps.optional(`Which images ${spec.name} runs is not known.`, async () => {
    const digests = new Map<string, string[]>();
    try {
      const tasks = await aws.tasks.describe(spec.cluster, await aws.tasks.list(spec.cluster, spec.name, 'RUNNING'));
      for (const { name, imageDigest } of tasks.flatMap(({ containers }) => containers ?? [])) {
        if (name && imageDigest) digests.set(name, [...(digests.get(name) ?? []), imageDigest]);
      }
    } catch (error) {
      // The service may be gone since it was read: then nothing runs.
      if (!isAwsError(error, 'missing')) throw error;
    }
    return digests;
  });
}
