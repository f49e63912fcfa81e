import { goProgram } from '../../tools/go-program.ts';

/** Of one time with Debian's engine, so that they understand each other. */
export const buildx = goProgram('github.com/docker/buildx/cmd/buildx@v0.12.1');
export const buildkitd = goProgram('github.com/moby/buildkit/cmd/buildkitd@v0.12.5');
