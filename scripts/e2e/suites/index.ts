import type { Suite } from '../suite.ts';
import { botocore } from './botocore.ts';

/** In the order they run. */
export const suites: readonly Suite[] = [botocore];
