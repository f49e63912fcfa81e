import type { InputOf, Operation, OutputOf } from '@fargate-actions/aws';

import type { Emulator } from '../../src/emulator.ts';

/** A call straight to the emulator's core, with the types that the operation has over the wire. */
export const typedCall =
  (emulator: Emulator) =>
  <O extends Operation>(operation: O, input: InputOf<O>): OutputOf<O> =>
    // The emulator answers in the SDK's shapes: `every-operation.test.ts` holds it to that.
    emulator.call(operation, input);
