import type { WrongOnes } from '../../stopped.ts';
import { ACCOUNTS } from './accounts.ts';
import { FILES } from './files.ts';
import { INPUTS } from './inputs.ts';
import { PLACES } from './places.ts';

/** Every wrong input of the table. */
export const ALL: readonly WrongOnes[] = [...INPUTS, ...FILES, ...ACCOUNTS, ...PLACES];
