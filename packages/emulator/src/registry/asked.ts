import type { HttpRequest } from '../http/protocol.ts';
import type { World } from '../world/world.ts';
import type { Route } from './route.ts';
import type { RegistryStore } from './store.ts';

/** What an operation of the registry works on. */
export interface Asked {
  readonly world: World;
  readonly store: RegistryStore;
  readonly route: Route;
  readonly request: HttpRequest;
}
