import type { InputOf, Operation, OutputOf } from '../src/operations.ts';
import type { Wire } from '../src/wire.ts';

type Answers = {
  readonly [O in Operation]?: (input: InputOf<O>) => OutputOf<O>;
};

/** A wire that answers what a test says, and remembers what it was asked. */
export function aWire(answers: Answers): Wire & { readonly calls: readonly (readonly [Operation, object])[] } {
  const calls: (readonly [Operation, object])[] = [];
  return {
    calls,
    async call(operation, input) {
      calls.push([operation, input]);
      const answer = answers[operation];
      if (!answer) throw new Error(`Nobody expected ${operation}.`);
      return answer(input);
    },
  };
}

/** An error as the SDK throws it. */
export function sdkError(name: string, message = 'AWS says why.', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}

/** Throws the error: in the place of an answer. */
export function fails(error: Error): () => never {
  return () => {
    throw error;
  };
}
