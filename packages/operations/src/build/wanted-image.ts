import { homedir } from 'node:os';
import type { ActionContext, RunFacts } from '@fargate-actions/action-kit';
import type { Diagnostics } from '@fargate-actions/documents';
import { checkDockerDirectories, imageTags, registryHost, type ImageToBuild } from '@fargate-actions/image';
import { ecrRegistry, parseCommand } from '@fargate-actions/task-definition';
import { buildSecrets } from './build-secrets.ts';
import { checkCombination } from './combination.ts';
import type { ImageSource } from './image-source.ts';
import type { BuildPushInputs } from './inputs.ts';
import { keyValues } from './key-values.ts';
import { checkPlatforms } from './platforms.ts';
import { singleImage } from './single-image.ts';
import { tagMutability, type TagMutability } from './tag-mutability.ts';

/** All that is known of the image before AWS or docker is asked. */
export interface WantedImage extends ImageSource, ImageToBuild {
  readonly file: string;
  readonly mutability: TagMutability | undefined;
}

/**
 * Reads and checks inputs and files; undefined after an error in what all else rests on.
 *
 * @param findSource by default from the stack, or the inputs without one; whoever has the stack open already gives its image.
 */
export async function wantedImage(
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
  findSource: typeof sourceOf = sourceOf,
): Promise<WantedImage | undefined> {
  const { run, log } = context;
  checkCombination(inputs, diagnostics);
  checkPlatforms(inputs.platforms, diagnostics);
  checkDockerDirectories(context.processes.env, homedir(), context.workspace, diagnostics);
  const secrets = await buildSecrets(inputs, context, diagnostics);
  // The lines of the input are masked as they are; the values of the environment are not.
  for (const secret of secrets) if ('value' in secret) log.mask(secret.value);
  const facts = { commitSha: run.commitSha, ref: run.ref, runId: run.runId, environment: inputs.environment };
  const own = {
    tags: imageTags(inputs.tags, facts, diagnostics),
    buildArgs: keyValues(inputs.buildArgs, 'build-args', diagnostics),
    labels: keyValues(inputs.labels, 'labels', diagnostics),
    secrets,
    target: inputs.target,
    ssh: inputs.ssh,
    platforms: inputs.platforms,
    hasProvenance: inputs.provenance,
    cache: inputs.cache,
    isRebuilt: inputs.rebuild,
    commit: { sha: run.commitSha, sourceUrl: sourceUrl(run) },
    mutability:
      inputs.imageTagMutability === undefined ? undefined : tagMutability(inputs.imageTagMutability, diagnostics),
    verifyCommand:
      inputs.verifyCommand === undefined
        ? []
        : (parseCommand({ name: 'verify-command', text: inputs.verifyCommand }, diagnostics) ?? []),
    registry: inputs.registry === undefined ? undefined : registryHost(inputs.registry, diagnostics),
  };
  const source = await findSource(inputs, context, diagnostics);
  if (!source) return undefined;
  const account = ecrRegistry(source.ownRegistry)?.account;
  return {
    ...source,
    ...own,
    registry: own.registry ?? source.ownRegistry,
    registryIds: inputs.registryIds ?? (account === undefined ? [] : [account]),
  };
}

function sourceUrl({ serverUrl, repository }: RunFacts): string | undefined {
  return serverUrl && repository ? `${serverUrl}/${repository}` : undefined;
}

/** What only a stack needs, its schema above all, is a chunk of its own. */
async function sourceOf(
  inputs: BuildPushInputs,
  context: ActionContext,
  diagnostics: Diagnostics,
): Promise<ImageSource | undefined> {
  if (inputs.stack === undefined) return singleImage(inputs, context, diagnostics);
  const { stackImage } = await import('./stack-image.ts');
  return stackImage(inputs, inputs.stack, context, diagnostics);
}
