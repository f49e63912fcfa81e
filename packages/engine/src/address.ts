/** What a resource is in a run: its kind, its name, and what it belongs to. Plain data, unique in a run. */
export interface Address {
  /** In AWS's words: `service`, `task definition`, `scaling policy`. */
  readonly kind: string;
  /** Absent where what it belongs to has only one: a service's scalable target. */
  readonly name?: string;
  /** The name of what it belongs to: the service of a scaling policy. */
  readonly of?: string;
}

/** An address as people read it: `service amply-api`, `scaling policy backlog of amply-worker`. Nobody reads it back. */
export function addressText({ kind, name, of }: Address): string {
  return [kind, name, of === undefined ? undefined : `of ${of}`].filter((part) => part !== undefined).join(' ');
}

/** Whether two addresses are of the same resource. */
export function isSameAddress(one: Address, other: Address): boolean {
  return one.kind === other.kind && one.name === other.name && one.of === other.of;
}
