/** A service of a stack that is made for a measurement. */
export interface FleetService {
  readonly name: string;
  /** Names the image: that of the new revision is `...:v2-KIND`, so that a scenario can say what becomes of it. */
  readonly kind: string;
  readonly isBehindLoadBalancer?: boolean;
  /** Whether ECS itself goes back, by its circuit breaker. */
  readonly hasBreaker?: boolean;
}

/** So many services of one kind: `image-1`, `image-2`, ... */
export function fleetOf(count: number, kind: string, more: Omit<FleetService, 'name' | 'kind'> = {}): FleetService[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${kind}-${index + 1}`, kind, ...more }));
}
