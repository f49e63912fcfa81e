import type { Diagnostics } from '@fargate-actions/documents';
import { NOT_FOUND, TIMED_OUT, type Docker } from '../processes.ts';
import type { BuildRequest } from './request.ts';

/** What builds. */
export type Builder =
  /** `docker build` of a client without buildx. */
  | { readonly kind: 'docker build' }
  | {
      readonly kind: 'buildx';
      /** `docker`, `docker-container`, `remote`, `kubernetes`, or one that is yet to come. */
      readonly driver: string;
      readonly name: string;
      readonly platforms: readonly string[];
      /** The `docker` driver's engine keeps images as containerd does: then it can do what the other drivers can. */
      readonly hasContainerdStore: boolean;
    };

/** Reads the answer of `docker buildx inspect`. */
function parseBuilder(text: string): Omit<Extract<Builder, { kind: 'buildx' }>, 'kind' | 'hasContainerdStore'> {
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  return {
    driver: field('Driver'),
    name: field('Name'),
    platforms: field('Platforms')
      .split(',')
      // A preferred platform has a star.
      .map((platform) => platform.trim().replace(/\*$/, ''))
      .filter((platform) => platform !== ''),
  };
}

/** Finds out what builds here. Undefined, with an error, where nothing does. */
export async function findBuilder(docker: Docker, diagnostics: Diagnostics): Promise<Builder | undefined> {
  // The second is for one driver only; to wait for the first before it is asked would cost every run more.
  const [inspected, isContainerd] = await Promise.all([docker(['buildx', 'inspect']), keepsImagesAsContainerd(docker)]);
  if (inspected.exitCode === 0) {
    const builder = parseBuilder(inspected.stdout);
    const hasContainerdStore = builder.driver === 'docker' && isContainerd;
    return { kind: 'buildx', ...builder, hasContainerdStore };
  }
  const said = inspected.stderr.trim();
  if (inspected.exitCode === NOT_FOUND) {
    diagnostics.error(
      undefined,
      'image/no-docker',
      'There is no `docker` on this machine.',
      'Run the job on `ubuntu-latest`, or install Docker on the runner.',
    );
    return undefined;
  }
  if (inspected.exitCode === TIMED_OUT) {
    diagnostics.error(
      undefined,
      'image/no-answer',
      `Docker does not answer: ${said}`,
      "Check that Docker's daemon, and the builder if one was set up, are running on this machine.",
    );
    return undefined;
  }
  // Clients differ: "'buildx' is not a docker command", "unknown command: docker buildx", "unknown shorthand flag".
  if (!said.includes('buildx') || /builder|instance/.test(said)) {
    diagnostics.error(
      undefined,
      'image/builder',
      `docker has no builder to build with: ${said}`,
      'Set one up in a step before: `uses: docker/setup-buildx-action`.',
    );
    return undefined;
  }
  return { kind: 'docker build' };
}

/** Source: docs.docker.com, "containerd image store": `docker info` names the snapshotter then. */
async function keepsImagesAsContainerd(docker: Docker): Promise<boolean> {
  const { stdout } = await docker(['info', '--format', '{{json .DriverStatus}}']);
  return stdout.includes('io.containerd.snapshotter');
}

const SETUP = 'Add `uses: docker/setup-buildx-action` before this step: its builder can.';

/** Whether a builder can do all that only some can: several platforms, caches outside of itself, an image in a file. */
export function isFullBuilder(builder: Builder): boolean {
  return builder.kind === 'buildx' && (builder.driver !== 'docker' || builder.hasContainerdStore);
}

/**
 * Reports what is asked for and can't be done by the builder at hand.
 *
 * Source: docs.docker.com, "Build drivers" and "Cache storage backends".
 *
 * @param env of the processes: GitHub's cache is reached by what the runner puts there.
 */
export function checkBuilder(
  request: BuildRequest,
  builder: Builder,
  env: Readonly<Record<string, string | undefined>>,
  diagnostics: Diagnostics,
): void {
  const { cache, platforms } = request;
  const isFull = isFullBuilder(builder);
  const what = builder.kind === 'buildx' ? `The buildx driver \`${builder.driver}\`` : '`docker build` without buildx';
  if ((cache.kind === 'registry' || cache.kind === 'gha') && !isFull) {
    diagnostics.error(
      undefined,
      'image/cache',
      `${what} can't write the cache \`${cache.kind}\`.`,
      `${SETUP} Or set \`cache: inline\`.`,
    );
  } else if (cache.kind === 'gha' && !env['ACTIONS_RUNTIME_TOKEN']) {
    diagnostics.error(
      undefined,
      'image/cache',
      "The cache `gha` needs GitHub's cache service, and this run can't reach it: ACTIONS_RUNTIME_TOKEN is not set.",
      'Set `cache: registry`, which works anywhere.',
    );
  }
  if (platforms.length > 1 && !isFull) {
    diagnostics.error(
      undefined,
      'image/platforms',
      `${what} can't build for several platforms at once (${platforms.join(', ')}).`,
      SETUP,
    );
  } else if (builder.kind === 'buildx' && builder.platforms.length > 0) {
    const missing = platforms.filter((platform) => !builder.platforms.includes(platform));
    for (const platform of missing) {
      diagnostics.warning(
        undefined,
        'image/platforms',
        `The builder \`${builder.name}\` does not list ${platform}: steps that run a program will fail with "exec format error".`,
        'Add `uses: docker/setup-qemu-action` before the builder is set up, or build on a runner of that architecture.',
      );
    }
  }
  if (request.hasProvenance && builder.kind !== 'buildx') {
    diagnostics.error(undefined, 'image/provenance', `${what} writes no provenance.`, SETUP);
  }
}
