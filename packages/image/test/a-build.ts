import type { Builder } from '../src/build/builder.ts';
import type { BuildRequest } from '../src/build/request.ts';

/** A build of the seed's backend. */
export function aBuild(given: Partial<BuildRequest> = {}): BuildRequest {
  return {
    context: 'backend',
    buildArgs: {},
    secrets: [],
    ssh: [],
    platforms: [],
    labels: {},
    names: ['registry.test/amply-backend:abc'],
    cache: { kind: 'none' },
    hasProvenance: false,
    ...given,
  };
}

/** buildx with a driver. */
export function aBuilder(driver = 'docker-container', hasContainerdStore = false): Builder {
  return { kind: 'buildx', driver, name: 'builder', platforms: ['linux/amd64'], hasContainerdStore };
}
