import { sentAgainWhenLost, type Aws, type Clock, type ImagePlace } from '@fargate-actions/aws';
import { type Position } from '@fargate-actions/documents';
import { type Address, type Changes, NO_CHANGES, resource, type Resource } from '@fargate-actions/engine';
import { repositoryAddress } from '../repository/repository-spec.ts';
import { checkSafety } from './check-safety.ts';
import { policyDifferences } from './differences.ts';
import { readImagesInUse, type ServiceName } from './images-in-use.ts';
import { previewPolicy, type Preview } from './preview.ts';
import type { LifecyclePolicy } from './policy.ts';
import type { Push } from './push.ts';
import { readImages } from './read-images.ts';
import type { ImageInUse } from './image-in-use.ts';
import { parseLifecyclePolicy } from './read-policy.ts';
import type { StoredImage } from './stored-image.ts';

/** A repository's lifecycle policy, and what it must not take. */
export interface LifecycleSpec {
  readonly place: ImagePlace;
  /** The policy of the file; absent, the one that the repository has is left alone, and checked all the same. */
  readonly policy?: LifecyclePolicy | undefined;
  /** The services whose images must stay. */
  readonly services: readonly ServiceName[];
  /** The push that this run makes. */
  readonly push?: Push | undefined;
  /** Where the policy stands, for diagnostics. */
  readonly at?: Position | undefined;
  /** Whether the repository is a resource of the same run, that comes first. */
  readonly isAfterRepository?: boolean | undefined;
}

interface LifecycleState {
  /** The policy that the repository has; `unknown` where we may not look. */
  readonly text: string | undefined;
  readonly isUnknown: boolean;
  readonly images: readonly StoredImage[];
  readonly inUse: readonly ImageInUse[];
  readonly preview: Preview | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The address of a repository's lifecycle policy in a plan. */
export function lifecycleAddress({ repositoryName }: ImagePlace): Address {
  return { kind: 'lifecycle policy', of: repositoryName };
}

/**
 * The lifecycle policy of a repository: put when it differs by meaning.
 *
 * An image in use that it would take, now or after this run's push, is an error, and nothing is written.
 */
export function lifecycleResource(spec: LifecycleSpec, aws: Aws, clock: Clock): Resource {
  return resource<LifecycleSpec, LifecycleState, string>({
    address: lifecycleAddress(spec.place),
    after: spec.isAfterRepository ? [repositoryAddress(spec.place)] : [],
    resolve: () => Promise.resolve(spec),
    read: () => readState(spec, aws, clock),
    plan: (found, wanted, _values, diagnostics) => {
      const policy = wanted.policy ?? (found?.text === undefined ? undefined : parseLifecyclePolicy(found.text));
      if (found && policy) checkSafety({ ...found, policy, push: wanted.push }, wanted.at, diagnostics);
      return planLifecycle(found, wanted.policy);
    },
    apply: async (text) => {
      await sentAgainWhenLost(() => aws.lifecyclePolicies.put(spec.place, text));
      return { outputs: {} };
    },
  });
}

function planLifecycle(found: LifecycleState | undefined, policy: LifecyclePolicy | undefined): Changes<string> {
  if (!policy || found?.isUnknown) return NO_CHANGES;
  const differences = policyDifferences(found?.text, policy.text);
  if (differences.length === 0) return NO_CHANGES;
  return { action: found?.text === undefined ? 'create' : 'update', differences, request: policy.text };
}

async function readState(spec: LifecycleSpec, aws: Aws, clock: Clock): Promise<LifecycleState> {
  const { place, policy, services } = spec;
  const name = place.repositoryName;
  // Without a policy to put, and services whose images must stay, nothing rests on what is read: it makes a warning at most.
  const isOptional = policy === undefined && services.length === 0;
  const read = <T>(lost: string, call: () => Promise<T>): Promise<T | undefined> =>
    isOptional ? aws.gaps.optionalRead(lost, call) : aws.gaps.unlessDenied(lost, call);
  const [answer, images] = await Promise.all([
    read(`The lifecycle policy of ${name} is left as it is.`, async () => ({
      text: await aws.lifecyclePolicies.find(place),
    })),
    read(`Whether the lifecycle policy of ${name} takes an image in use is not checked.`, () => readImages(place, aws)),
  ]);
  const text = answer?.text;
  const inUse = images && images.length > 0 ? await readImagesInUse(place, services, images, aws) : [];
  const isChanged = policy !== undefined && answer !== undefined && policyDifferences(text, policy.text).length > 0;
  const preview = isChanged && inUse.length > 0 ? await previewPolicy(place, policy.text, aws, { clock }) : undefined;
  return { text, isUnknown: answer === undefined, images: images ?? [], inUse, preview, now: clock.now() };
}
