import type { Aws } from '@fargate-actions/aws';
import type { Diagnostics } from '@fargate-actions/documents';
import {
  type Address,
  type Changes,
  KnownAfterApply,
  NO_CHANGES,
  type Outputs,
  ref,
  resource,
  type Resource,
} from '@fargate-actions/engine';
import { lifecycleAddress } from '../lifecycle/lifecycle-policy.ts';
import type { RegistryAccess } from '../login/registry-access.ts';
import { digestName } from '../references/image-place.ts';
import { checkImmutableTags, type Mutability } from '../references/tags.ts';
import { repositoryAddress } from '../repository/repository-spec.ts';
import type { ImageWork, PresentTags } from './present-image.ts';

/** An image under its tags. */
export interface ImageSpec {
  readonly access: RegistryAccess;
  readonly tags: readonly string[];
  readonly present: PresentTags;
  readonly work: ImageWork;
  readonly mutability: Mutability;
  /** Builds and pushes; gives the digest. */
  readonly push: () => Promise<string>;
}

/** The image as a resource: there already, there without some of its tags, or to be built and pushed. */
export function imageResource(spec: ImageSpec, aws: Aws): Resource {
  const { access, tags, work } = spec;
  return resource<ImageSpec, PresentTags, ImageWork>({
    address: imageAddress(access.place.repository, tags),
    after: [repositoryAddress(access.ecr), lifecycleAddress(access.ecr)],
    resolve: () => Promise.resolve(spec),
    read: () => Promise.resolve(spec.present),
    plan: (_found, wanted, _values, diagnostics) => planImage(wanted, diagnostics),
    outputs: ({ image }) => (image ? outputsOf(access, image.digest) : {}),
    apply: async () => ({
      outputs: outputsOf(access, work.kind === 'tag' ? await putTags(access, work, aws) : await spec.push()),
    }),
  });
}

/** The address of an image in a plan: its outputs are `image`, in full by digest, and `digest`. */
export function imageAddress(repository: string, [first = '']: readonly string[]): Address {
  return { kind: 'image', name: `${repository}:${first}` };
}

function outputsOf({ place }: RegistryAccess, digest: string): Outputs {
  return { image: digestName(place, digest), digest };
}

function planImage(
  { access, tags, present, work, mutability }: ImageSpec,
  diagnostics: Diagnostics,
): Changes<ImageWork> {
  const kept = work.kind === 'build' ? undefined : work.image.digest;
  checkImmutableTags(tags, mutability, present.digests, kept, diagnostics);
  switch (work.kind) {
    case 'nothing':
      return NO_CHANGES;
    case 'tag':
      return {
        action: 'update',
        differences: work.tags.map((tag) => ({
          path: `tags[${tag}]`,
          from: present.digests.get(tag),
          to: work.image.digest,
        })),
        note: 'built from the same inputs before: it only gets tags',
        request: work,
      };
    case 'build':
      return {
        action: present.image ? 'update' : 'create',
        differences: [
          {
            path: 'digest',
            from: present.image?.digest,
            to: new KnownAfterApply(String(ref(imageAddress(access.place.repository, tags), 'digest'))),
          },
          { path: 'tags', from: present.image && [...present.digests.keys()], to: [...tags] },
        ],
        note: `it is built: ${work.why}`,
        request: work,
      };
  }
}

async function putTags({ ecr }: RegistryAccess, work: Extract<ImageWork, { kind: 'tag' }>, aws: Aws): Promise<string> {
  const { digest } = work.image;
  const stored = await aws.images.manifest(ecr, { imageDigest: digest });
  if (!stored) throw new Error(`ECR does not have the image ${digest}, which its registry had a moment ago.`);
  for (const tag of work.tags) await aws.images.tag(ecr, stored, tag);
  return digest;
}
