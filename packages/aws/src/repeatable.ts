import type { Operation } from './operations.ts';

const READS = /^[a-z0-9-]+:(Describe|List|Get|BatchGet)/;

/** Whether a call changes nothing at AWS. */
export function isRead(operation: Operation): boolean {
  return READS.test(operation);
}

/** Whether a call may be sent again without knowing what became of the first try: reads, and writes with a client token. */
export function isRepeatable(operation: Operation, input: object): boolean {
  return isRead(operation) || ('clientToken' in input && input.clientToken !== undefined);
}
