import type { CallFault } from '@fargate-actions/emulator';

/** A way in which calls go wrong between the runner and AWS. */
export interface ChaosFault {
  /** The heading of its column. */
  readonly name: string;
  /** Whether it can happen to that operation. */
  readonly concerns: (operation: string) => boolean;
  readonly fault: (operation: string) => CallFault;
  /** Makes no sense for a number of calls: either all of them or none. */
  readonly isLasting?: boolean;
}

const any = (): boolean => true;
const isPaged = (operation: string): boolean => /:List(?!Tags)|:DescribeScal/.test(operation);

function chaos(name: string, fault: Omit<CallFault, 'operation'>, concerns: ChaosFault['concerns'] = any): ChaosFault {
  return { name, concerns, fault: (operation) => ({ operation, ...fault }) };
}

/** Everything that can happen to a call. Before: AWS never heard of it; after: AWS did it, and nobody was told. */
export const CHAOS_FAULTS: readonly ChaosFault[] = [
  chaos('no answer', { answer: 'hang' }),
  chaos('half an answer', { answer: 'half', effect: 'after' }),
  chaos('reset before', { error: 'ConnectionLost' }),
  chaos('reset after', { error: 'ConnectionLost', effect: 'after' }),
  chaos('HTML', { answer: 'html' }),
  chaos('429', { error: 'ThrottlingException', httpStatus: 429 }),
  chaos('503', { error: 'ServiceUnavailable' }),
  chaos('wrong JSON', { answer: 'null', effect: 'after' }),
  { ...chaos('same page', { answer: 'same-page' }, isPaged), isLasting: true },
  { ...chaos('denied', { error: 'AccessDeniedException', message: 'User is not authorized.' }), isLasting: true },
  { ...chaos('unknown operation', { error: 'UnknownOperationException' }), isLasting: true },
];
