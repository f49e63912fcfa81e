import { isAwsError, type Aws } from '@fargate-actions/aws';
import { Diagnostics, type Diagnostic, type Position } from '@fargate-actions/documents';
import { ecrRegistry, parseImageName, type ImageName } from './image-name.ts';
import { imagePlaceholder, type BuiltImage } from './image-placeholder.ts';
import { namesAccount, noticeOtherRegistry } from './image-registry.ts';

/**
 * Turns what files and inputs say about an image into what a task definition can be registered with; undefined after an
 * error.
 */
export type ImageResolver = (written: WrittenImage, diagnostics: Diagnostics) => Promise<string | undefined>;

/** An image as a file has it. */
export interface WrittenImage {
  /** Absent where the file does not name an account. */
  readonly registry?: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly at: Position | undefined;
}

/** The image that a run is to deploy. */
export interface ImageSettings {
  /**
   * As given: a full reference, or `repository@sha256:...` or `repository:tag` without the account; or one that another
   * resource of the run builds.
   */
  readonly image: string | BuiltImage | undefined;
  /** The stack's repository: its images are replaced by the one given. */
  readonly repository: string | undefined;
  /** Where an image without a registry is, as the input or stack.yml says it. */
  readonly registry?: string | undefined;
  readonly region: string;
}

/** The domain of ECR's registries, by partition. */
const DOMAINS: Readonly<Record<string, string>> = { 'aws-cn': 'amazonaws.com.cn', 'aws-eusc': 'amazonaws.eu' };

/**
 * Resolves the images of a stack: those of its repository become the image of this deploy, by digest; without one, the
 * digest that their tag has now.
 *
 * The registry of an image that is given without one is the one of the settings, else that of the file where it has the
 * same repository, else this account's. Source: contracts.md, "stack.yml" and the seed table.
 *
 * @param diagnostics for what is wrong with the settings; what is wrong with an image goes to whoever asks for it.
 */
export function imageResolver(settings: ImageSettings, aws: Aws, diagnostics: Diagnostics): ImageResolver {
  const { image } = settings;
  if (typeof image === 'object') {
    const others = imageResolver({ ...settings, image: undefined }, aws, diagnostics);
    return async (written, found) =>
      written.repository === settings.repository ? imagePlaceholder(written.repository) : others(written, found);
  }
  const given = parseGiven(image, diagnostics);
  const pinned = new Map<string, Promise<Pinned>>();

  return async (written, found) => {
    const isOurs = given !== undefined && [given.repository, settings.repository].includes(written.repository);
    const { repository, tag, digest } = isOurs ? given : written;
    const host = await registryOf(written, isOurs ? given : undefined, found);
    if (digest !== undefined) return `${host}/${repository}@${digest}`;
    const key = `${host}/${repository}:${tag ?? 'latest'}`;
    const pinning = pinned.get(key) ?? pin(host, repository, tag ?? 'latest', isOurs ? undefined : written.at);
    pinned.set(key, pinning);
    const { name, because } = await pinning;
    for (const one of because) found.add(one);
    return name;
  };

  async function registryOf(written: WrittenImage, own: ImageName | undefined, found: Diagnostics): Promise<string> {
    if (own?.registry !== undefined) return own.registry;
    const { repository, at } = written;
    const inFile =
      namesAccount(written.registry) && (!own || own.repository === repository) ? written.registry : undefined;
    // What the file says of an image that this run is not about is not the settings' business.
    const isStacks = own !== undefined || repository === settings.repository;
    const set = isStacks && (own || inFile === undefined) ? settings.registry : undefined;
    if (set !== undefined && inFile !== undefined && set !== inFile) {
      noticeOtherRegistry(repository, inFile, set, at, found);
    }
    return set ?? inFile ?? (await defaultRegistry(settings.region, aws));
  }

  async function pin(host: string, repository: string, tag: string, at: Position | undefined): Promise<Pinned> {
    const found = new Diagnostics();
    const byTag = { name: `${host}/${repository}:${tag}`, because: found.all };
    const { account, region } = ecrRegistry(host) ?? {};
    if (account === undefined) return byTag;
    if (region !== undefined && region !== settings.region) {
      found.notice(
        at,
        'image/other-region',
        `The image ${repository}:${tag} lies in ${region}, and only ECR in ${settings.region} is asked: it is deployed by its tag, not by digest.`,
        'Give it by its digest.',
      );
      return byTag;
    }
    try {
      const lost = `The image ${repository}:${tag} is deployed by its tag, not by digest.`;
      const answer = await aws.gaps.optional(lost, async () => ({
        image: await aws.images.digests({ registryId: account, repositoryName: repository }, tag),
      }));
      if (!answer) return byTag;
      if (answer.image) return { name: `${host}/${repository}@${answer.image.digest}`, because: [] };
    } catch (error) {
      if (!isAwsError(error, 'missing')) throw error;
    }
    found.error(
      at,
      'image/not-found',
      `There is no image ${repository}:${tag} in ${host}.`,
      'Push it first, or give the image to deploy.',
    );
    return { name: undefined, because: found.all };
  }
}

/** The image that a tag has now, and what was found while looking it up. */
interface Pinned {
  readonly name: string | undefined;
  readonly because: readonly Diagnostic[];
}

function parseGiven(image: string | undefined, diagnostics: Diagnostics): ImageName | undefined {
  if (image === undefined) return undefined;
  const parsed = parseImageName(image);
  if (parsed) return parsed;
  diagnostics.error(
    undefined,
    'image/malformed',
    `\`${image}\` is no image reference.`,
    'Give `repository@sha256:...` (the output image-ref of build-push-ecr) or a full reference with tag or digest.',
  );
  return undefined;
}

async function defaultRegistry(region: string, aws: Aws): Promise<string> {
  const { account, partition } = await aws.identity();
  return `${account}.dkr.ecr.${region}.${DOMAINS[partition] ?? 'amazonaws.com'}`;
}
