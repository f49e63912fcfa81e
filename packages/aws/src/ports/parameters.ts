import { isAwsError } from '../errors.ts';
import { expected } from '../expected.ts';
import type { CallOptions, Wire } from '../wire.ts';

/** A Systems Manager parameter of type String. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
  /** When it was last written, by AWS's clock; unknown where AWS does not say. */
  readonly writtenAt: Date | undefined;
}

/** Systems Manager parameters. */
export function parameters(wire: Wire) {
  return {
    /**
     * Creates a parameter; false when there is one of that name.
     *
     * Of two callers at the same moment one gets true. A lost answer says nothing: read it, and see whose value it has.
     */
    async create(
      name: string,
      value: string,
      description: string,
      options: Pick<CallOptions, 'confirm'> = {},
    ): Promise<boolean> {
      const input = { Name: name, Value: value, Description: description, Type: 'String', Overwrite: false } as const;
      try {
        await wire.call('ssm:PutParameter', input, options);
        return true;
      } catch (error) {
        if (isAwsError(error) && error.code === 'ParameterAlreadyExists') return false;
        throw error;
      }
    },
    /** Writes a parameter anew, whatever it was; gives its version, which is 1 where there was none. */
    async replace(
      name: string,
      value: string,
      description: string,
      options: Pick<CallOptions, 'confirm'> = {},
    ): Promise<number> {
      const input = { Name: name, Value: value, Description: description, Type: 'String', Overwrite: true } as const;
      return expected((await wire.call('ssm:PutParameter', input, options)).Version, 'ssm:PutParameter');
    },
    /** The parameter of that name, if there is one. */
    async find(name: string): Promise<Parameter | undefined> {
      try {
        const found = expected((await wire.call('ssm:GetParameter', { Name: name })).Parameter, 'ssm:GetParameter');
        return { name, value: expected(found.Value, 'ssm:GetParameter'), writtenAt: found.LastModifiedDate };
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /**
     * Deletes a parameter; one that is not there is as good.
     *
     * It is no lock's owner that AWS looks at, but the name: after a lost answer read before deleting again, because
     * what has that name by then may be somebody else's.
     */
    async delete(name: string, options: Pick<CallOptions, 'confirm'> = {}): Promise<void> {
      try {
        await wire.call('ssm:DeleteParameter', { Name: name }, options);
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
  };
}
