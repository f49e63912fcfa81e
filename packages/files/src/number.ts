/**
 * Why a number as written cannot be kept, or undefined when it can.
 *
 * Whole numbers beyond 2^53 would be rounded, leading zeros lost (an account id, a time of day), and JSON has no infinity.
 */
export function numberProblem(written: string, value: number): { message: string; hint: string } | undefined {
  const hint = `If it is a text, an account id for example, write it in quotes: "${written}".`;
  if (Number.isNaN(value)) return { message: `${written} is not a number that AWS accepts.`, hint };
  if (!Number.isFinite(value)) return { message: `${written} is infinite, or too large to be kept.`, hint };
  if (/^[-+]?0\d/.test(written)) return { message: `${written} has a leading zero, which a number loses.`, hint };
  if (/^[-+]?\w+$/.test(written) && Number.isInteger(value) && !Number.isSafeInteger(value) && !/e/i.test(written)) {
    return { message: `${written} is too large to be kept exactly: it would become ${value}.`, hint };
  }
  return undefined;
}
