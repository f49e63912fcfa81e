import { Fault } from '../fault.ts';

/**
 * A member that the service can't do without.
 *
 * @throws Fault of the name given where it is absent or empty, in the words that most services use.
 */
export function required<Value>(value: Value | undefined, member: string, faultName = 'ValidationException'): Value {
  if (value !== undefined && value !== '') return value;
  throw new Fault(
    faultName,
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** @throws Fault of the name given where the value lies outside the bounds. */
export function within(
  value: number | undefined,
  member: string,
  [lowest, highest]: readonly [number, number],
  faultName = 'ValidationException',
): void {
  if (value === undefined || (value >= lowest && value <= highest)) return;
  const [what, bound] = value < lowest ? ['greater', lowest] : ['less', highest];
  throw new Fault(
    faultName,
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ` +
      `Member must have value ${what} than or equal to ${String(bound)}`,
  );
}
