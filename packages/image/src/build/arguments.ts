import type { Builder } from './builder.ts';
import type { BuildCache, BuildOutput, BuildRequest, BuildSecret } from './request.ts';

/** How docker is called. Values of secrets are in the environment only. */
export interface BuildCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The call that builds a request.
 *
 * @param reportFile where docker writes what it built: JSON with buildx, the image's id without.
 */
export function buildArguments(
  request: BuildRequest,
  builder: Builder,
  output: BuildOutput,
  reportFile: string,
): BuildCall {
  const isBuildx = builder.kind === 'buildx';
  const names = output.kind === 'load' ? request.names.slice(0, 1) : output.kind === 'push' ? request.names : [];
  const secrets = request.secrets.map(secretArguments);
  return {
    args: [
      ...(isBuildx ? ['buildx', 'build'] : ['build']),
      '--progress=plain',
      ...(request.file === undefined ? [] : [`--file=${request.file}`]),
      ...(request.target === undefined ? [] : [`--target=${request.target}`]),
      ...(request.platforms.length === 0 ? [] : [`--platform=${request.platforms.join(',')}`]),
      ...Object.entries(request.buildArgs).map(([name, value]) => `--build-arg=${name}=${value}`),
      ...secrets.map(({ arg }) => arg),
      ...request.ssh.map((agent) => `--ssh=${agent}`),
      ...Object.entries(request.labels).map(([name, value]) => `--label=${name}=${value}`),
      ...names.map((name) => `--tag=${name}`),
      ...cacheArguments(request.cache, builder, output),
      ...(isBuildx
        ? [
            // ECR shows an attestation as an untagged image. Source: reference/peers.md, "Registry login and build".
            `--provenance=${String(request.hasProvenance && output.kind === 'push')}`,
            ...outputArguments(output),
            `--metadata-file=${reportFile}`,
          ]
        : [`--iidfile=${reportFile}`]),
      contextArgument(request.context),
    ],
    env: {
      ...(isBuildx
        ? // What the metadata would say of provenance takes a second to find out, and nobody reads it here.
          { BUILDX_METADATA_PROVENANCE: 'disabled' }
        : { DOCKER_BUILDKIT: '1' }),
      ...(request.sourceDateEpoch !== undefined && { SOURCE_DATE_EPOCH: String(request.sourceDateEpoch) }),
      ...Object.fromEntries(secrets.flatMap(({ env }) => env)),
    },
  };
}

/** A path is told from an option and from a URL. */
function contextArgument(context: string): string {
  return context.startsWith('/') || context === '.' ? context : `./${context.replace(/^\.\//, '')}`;
}

function secretArguments(secret: BuildSecret, index: number): { arg: string; env: [string, string][] } {
  if ('file' in secret) return { arg: `--secret=${csv([`id=${secret.id}`, `src=${secret.file}`])}`, env: [] };
  const name = `FARGATE_ACTIONS_SECRET_${index}`;
  return { arg: `--secret=${csv([`id=${secret.id}`, `env=${name}`])}`, env: [[name, secret.value]] };
}

/** Fields as docker reads them. Source: RFC 4180. */
function csv(fields: readonly string[]): string {
  return fields.map((field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

/** Only a push writes to a cache: what is built to be looked at may never be kept. */
function cacheArguments(cache: BuildCache, builder: Builder, output: BuildOutput): string[] {
  const isWritten = output.kind === 'push';
  switch (cache.kind) {
    case 'none':
      return [];
    case 'registry':
      return [
        `--cache-from=${csv(['type=registry', `ref=${cache.name}`])}`,
        ...(isWritten
          ? // Without the last two ECR refuses it. Source: reference/ecs-facts.md, "ECR".
            [
              `--cache-to=${csv(['type=registry', `ref=${cache.name}`, 'mode=max', 'image-manifest=true', 'oci-mediatypes=true'])}`,
            ]
          : []),
      ];
    case 'inline':
      return builder.kind === 'buildx'
        ? [
            ...cache.from.map((name) => `--cache-from=${csv(['type=registry', `ref=${name}`])}`),
            ...(isWritten ? ['--cache-to=type=inline'] : []),
          ]
        : [...cache.from.map((name) => `--cache-from=${name}`), '--build-arg=BUILDKIT_INLINE_CACHE=1'];
    case 'gha': {
      const scope = cache.scope === undefined ? [] : [`scope=${cache.scope}`];
      return [
        `--cache-from=${csv(['type=gha', ...scope])}`,
        ...(isWritten ? [`--cache-to=${csv(['type=gha', 'mode=max', ...scope])}`] : []),
      ];
    }
  }
}

function outputArguments(output: BuildOutput): string[] {
  switch (output.kind) {
    case 'push':
      return ['--push'];
    case 'load':
      return ['--load'];
    case 'archive':
      return [`--output=${csv(['type=oci', `dest=${output.file}`])}`];
    case 'none':
      return [];
  }
}
