import { addressText, type Address } from './address.ts';
import { KnownAfterApply } from './difference.ts';

/** What others may refer to: the outputs of a resource, by name. */
export type Outputs = Readonly<Record<string, string>>;

/** A wanted value that is an output of another resource, such as a service's task definition. */
export class Ref {
  readonly address: Address;
  readonly field: string;

  constructor(address: Address, field: string) {
    this.address = address;
    this.field = field;
  }

  toString(): string {
    return `${addressText(this.address)}.${this.field}`;
  }
}

/** Refers to an output of the resource with that address. */
export function ref(address: Address, field: string): Ref {
  return new Ref(address, field);
}

/** The outputs known so far, by address. */
export class Values {
  readonly #outputs = new Map<string, Outputs>();

  set(address: Address, outputs: Outputs): void {
    this.#outputs.set(addressText(address), outputs);
  }

  /** The value when planning: the output of an unchanged resource, or known only after apply. */
  planned(value: string | Ref): string | KnownAfterApply {
    return typeof value === 'string' ? value : (this.#find(value) ?? new KnownAfterApply(value.toString()));
  }

  /**
   * The value when applying.
   *
   * @throws Error when the resource has not been applied: the executor's order makes that a bug.
   */
  known(value: string | Ref): string {
    const found = typeof value === 'string' ? value : this.#find(value);
    if (found === undefined) throw new Error(`${String(value)} is not known yet.`);
    return found;
  }

  #find({ address, field }: Ref): string | undefined {
    return this.#outputs.get(addressText(address))?.[field];
  }
}
