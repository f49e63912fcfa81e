import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../checks.ts';
import type { Requirement } from '../requirements.ts';
import type { Suite } from '../suite.ts';
import { debianPackage } from '../tools/debian-package.ts';
import { docker as engine, dockerClient } from '../tools/docker-engine.ts';
import { dockerRegistry } from '../tools/docker-registry.ts';
import { python, standInsPython } from '../tools/python.ts';
import { remoteBuilderChecks } from './docker/remote-builder.ts';
import { engineChecks } from './docker/engine-checks.ts';
import { ministackChecks } from './docker/ministack.ts';
import { startMachine } from './docker/machine.ts';
import { buildkitd, buildx } from './docker/programs.ts';

const action = join(import.meta.dirname, '..', '..', '..', 'dist', 'build-push-ecr', 'index.js');

const builtAction: Requirement = {
  name: 'the built action build-push-ecr in dist/',
  missing: () =>
    access(action).then(
      () => undefined,
      () => 'not built',
    ),
  remedy: 'npm run build',
};

/** The built action, with a real engine, real builders, and registries that nobody here wrote. */
export const docker: Suite = {
  name: 'docker',
  title: 'build-push-ecr builds, verifies and pushes with Docker, to registries that are not ours',
  needs: [
    engine,
    dockerClient,
    ...dockerRegistry,
    debianPackage('busybox-static', 'busybox'),
    debianPackage('runc', 'runc'),
    python,
    standInsPython,
    buildx,
    buildkitd,
    builtAction,
  ],
  async *run(): AsyncIterable<Check> {
    const machine = await startMachine();
    try {
      yield* engineChecks(machine);
      yield* ministackChecks(machine);
      yield* remoteBuilderChecks(machine);
    } finally {
      await machine.close();
    }
  },
};
