import type { Diagnostics } from '@fargate-actions/documents';

/** Source: the OCI image specification, "Image Index", `platform`: os/architecture/variant. */
const PLATFORM = /^[a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9.]+)?$/;

/** Reports what no platform looks like. */
export function checkPlatforms(platforms: readonly string[], diagnostics: Diagnostics): void {
  for (const platform of platforms) {
    if (PLATFORM.test(platform)) continue;
    diagnostics.error(
      undefined,
      'inputs/platforms',
      `The input \`platforms\` has ${JSON.stringify(platform)}, which is no platform.`,
      /arm|aarch/i.test(platform) ? 'Write `linux/arm64`.' : 'Write `linux/amd64` or `linux/arm64`.',
    );
  }
}
