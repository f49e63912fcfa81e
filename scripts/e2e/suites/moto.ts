import { startEmulator } from '@fargate-actions/emulator';
import { checksOfPython } from '../python-program.ts';
import type { Suite } from '../suite.ts';
import { judgePython, python, standInsPython } from '../tools/python.ts';
import { startMoto } from '../tools/stand-ins.ts';

const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

/** moto, which nobody here wrote, and the emulator get the same calls; each difference is known, with who is right. */
export const moto: Suite = {
  name: 'moto',
  title: 'the emulator and moto answer the same program of boto3’s calls',
  needs: [python, judgePython, standInsPython],
  async *run() {
    const [theirs, ours] = await Promise.all([startMoto(), startEmulator()]);
    try {
      yield* checksOfPython({
        program: 'comparison',
        arguments: [ours.endpoint, theirs.endpoint],
        environment: credentials,
        limitSeconds: 300,
      });
    } finally {
      await Promise.all([ours.close(), theirs.close()]);
    }
  },
};
