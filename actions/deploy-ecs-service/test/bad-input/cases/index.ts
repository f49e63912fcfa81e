import type { WrongOnes } from '../../stopped.ts';
import { ACCOUNTS } from './accounts.ts';
import { FILES } from './files.ts';
import { GOING_BACK } from './going-back.ts';
import { INPUTS } from './inputs.ts';
import { PATHS } from './paths.ts';
import { REFUSED_BY_AWS } from './refused-by-aws.ts';
import { SERVICES } from './services.ts';
import { STACKS } from './stacks.ts';
import { TASK_DEFINITIONS } from './task-definitions.ts';

/** Every wrong input of the table. */
export const ALL: readonly WrongOnes[] = [
  ...INPUTS,
  ...PATHS,
  ...FILES,
  ...STACKS,
  ...TASK_DEFINITIONS,
  ...SERVICES,
  ...ACCOUNTS,
  ...GOING_BACK,
  ...REFUSED_BY_AWS,
];
