import { Fault } from '../fault.ts';
import type { World } from '../world/world.ts';
import { bringOutside, takeFromOutside } from './outside-registry.ts';

/** A call of ECR's API where the images lie in a registry outside. */
export class OutsideCall {
  readonly #world: World;
  readonly #input: { readonly repositoryName?: unknown; readonly imageTag?: unknown };

  /** `body` is the request's: JSON, as ECR has it. */
  constructor(world: World, body: Buffer) {
    this.#world = world;
    this.#input = parsed(body);
  }

  /** Learns what was pushed there; gives the answer to the call where that can't be known. */
  async before(): Promise<Fault | undefined> {
    const { repositoryName } = this.#input;
    if (typeof repositoryName !== 'string') return undefined;
    try {
      await takeFromOutside(this.#world, repositoryName);
      return undefined;
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }

  /** Takes a tag that the call has put on an image there as well. */
  async after(operation: string): Promise<void> {
    const { repositoryName, imageTag } = this.#input;
    if (operation === 'PutImage' && typeof repositoryName === 'string' && typeof imageTag === 'string')
      await bringOutside(this.#world, repositoryName, imageTag);
  }
}

function parsed(body: Buffer): object {
  try {
    const input: unknown = JSON.parse(body.toString());
    return typeof input === 'object' && input !== null ? input : {};
  } catch {
    // The call itself will say so.
    return {};
  }
}
