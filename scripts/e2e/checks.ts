/** One thing that was looked at, and whether it is as it must be. */
export interface Check {
  readonly name: string;
  readonly isPassed: boolean;
  /** What was seen: why it failed, or what makes a pass worth reading. */
  readonly details: readonly string[];
}

/** A check that holds, with what was seen. */
export const passed = (name: string, ...details: string[]): Check => ({ name, isPassed: true, details });

/** A check that does not hold, with why. */
export const failed = (name: string, ...details: string[]): Check => ({ name, isPassed: false, details });

/** A check as lines for the terminal. */
export function checkLines({ name, isPassed, details }: Check): string[] {
  const [first = '', ...others] = details;
  if (isPassed) return [`  ok    ${name}${first && ` (${first})`}`];
  return [`  FAIL  ${name}`, ...[first, ...others].filter(Boolean).map((detail) => `        ${detail}`)];
}
