import type { Diagnostics } from './diagnostics.ts';

/** Far more than AWS takes of anything that is described in a file: a task definition has 64 KiB at most. */
const MOST_MEBIBYTES = 1;

/** Reports a file that is larger than a person writes one, before anything is made of it. */
export function isTooLarge(bytes: Uint8Array | string, file: string, diagnostics: Diagnostics): boolean {
  const mebibytes = bytes.length / 2 ** 20;
  if (mebibytes <= MOST_MEBIBYTES) return false;
  diagnostics.error(
    { file, line: 1, column: 1 },
    'files/too-large',
    `This file has ${mebibytes.toFixed(1)} MiB; at most ${MOST_MEBIBYTES} MiB is read.`,
    'Check the path: it may name a build result or an archive. Otherwise split the file.',
  );
  return true;
}
