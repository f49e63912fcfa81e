/**
 * Why a number as written cannot be kept, or undefined when it can. The number itself is not told: it may be a secret.
 *
 * Whole numbers beyond 2^53 would be rounded, leading zeros lost (an account id, a time of day), and JSON has no infinity.
 */
export function numberProblem(written: string, value: number): string | undefined {
  if (Number.isNaN(value)) return 'This is not a number that AWS accepts.';
  if (!Number.isFinite(value)) return 'This is infinite, or too large to be kept.';
  if (/^[-+]?0\d/.test(written)) return 'A number cannot keep its leading zero.';
  const isWhole = /^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+)$/i.test(written);
  return isWhole && !Number.isSafeInteger(value) ? 'This number is too large to be kept exactly.' : undefined;
}
