import type { Clock } from './clock.ts';
import type { InputOf, Operation, OutputOf } from './operations.ts';
import type { CallOptions, Wire } from './wire.ts';

/** What the SDK says of a call beside its answer. Source: `ResponseMetadata` of @smithy/types. */
interface Metadata {
  readonly httpStatusCode?: number;
  readonly requestId?: string;
  readonly attempts?: number;
}

/**
 * Writes one debug line for every call: operation, attempts, milliseconds, result, request id.
 *
 * It shows neither request nor answer, and only the code of an error: the rest may hold secrets.
 *
 * @param clock the machine's.
 */
export function traced(wire: Wire, clock: Clock, tell: (line: string) => void): Wire {
  return {
    ...wire,
    async call<O extends Operation>(operation: O, input: InputOf<O>, options?: CallOptions): Promise<OutputOf<O>> {
      const begun = clock.now();
      const told = (result: string, about: unknown): void => {
        const { httpStatusCode, requestId, attempts } = metadataOf(about);
        const parts = [
          operation,
          attempts !== undefined && attempts > 1 ? `${attempts} attempts` : undefined,
          `${clock.now() - begun} ms`,
          [httpStatusCode, result].filter((part) => part !== undefined && part !== '').join(' '),
          requestId === undefined ? undefined : `request ${requestId}`,
        ];
        tell(parts.filter((part) => part !== undefined && part !== '').join('  '));
      };
      try {
        const output = await wire.call(operation, input, options);
        told('', output);
        return output;
      } catch (error) {
        told(error instanceof Error ? error.name : 'failed', error);
        throw error;
      }
    },
  };
}

function metadataOf(about: unknown): Metadata {
  const has = typeof about === 'object' && about !== null && '$metadata' in about;
  return has ? (about.$metadata as Metadata) : {};
}
