import type { Suite } from '../suite.ts';
import { botocore } from './botocore.ts';
import { configs } from './configs.ts';
import { docker } from './docker.ts';
import { dockerignore } from './dockerignore.ts';
import { ministack } from './ministack.ts';
import { moto } from './moto.ts';

/** In the order they run. */
export const suites: readonly Suite[] = [botocore, moto, configs, docker, dockerignore, ministack];
