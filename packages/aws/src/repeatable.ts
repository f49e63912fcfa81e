import type { Operation } from './operations.ts';

const READS = /^[a-z0-9-]+:(Describe|List|Get|BatchGet)/;

/** Whether a call changes nothing at AWS. */
export function isRead(operation: Operation): boolean {
  return READS.test(operation);
}

/**
 * Writes that leave the same behind however often they happen, whoever else writes meanwhile: a task that was stopped never
 * runs again.
 *
 * Deleting by name is none of them: a second try could meet what somebody else has put there since. Nor is setting a value
 * (tags, scalable targets): it could undo a change of theirs.
 */
const LASTING: ReadonlySet<Operation> = new Set(['ecs:StopTask']);

/**
 * Whether a call may be sent again without knowing what became of the first try: reads, writes that nothing undoes, and
 * writes with a client token.
 */
export function isRepeatable(operation: Operation, input: object): boolean {
  return isRead(operation) || LASTING.has(operation) || ('clientToken' in input && input.clientToken !== undefined);
}
