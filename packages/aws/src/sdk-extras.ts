/** What our clients have beyond the SDK's own: loaded with the first of them, because it stands on the SDK's core. */
export { wholeExchange } from './exchange.ts';
export { readRetry, writeRetry } from './retry.ts';
export { unknownMembers } from './unknown-members.ts';
