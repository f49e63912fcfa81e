/** Something that must be so in the repository. One more check is one more file and one line in `checks.ts`. */
export interface Check {
  readonly name: string;
  /** Gives what is wrong, in lines for a person; none where nothing is. */
  run(): Promise<readonly string[]>;
}

/** What came of a check. */
export interface CheckResult {
  readonly name: string;
  readonly problems: readonly string[];
  readonly seconds: number;
}

/** Runs checks in their order, so many at a time, and gives each result as it comes. */
export async function runChecks(
  checks: readonly Check[],
  atOnce: number,
  report: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const waiting = [...checks];
  const results: CheckResult[] = [];
  const work = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runCheck(check);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

/** A check that breaks off has found something wrong. */
async function runCheck(check: Check): Promise<CheckResult> {
  const start = performance.now();
  const problems = await check
    .run()
    .catch((error: unknown) => [
      `It broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    ]);
  return { name: check.name, problems, seconds: (performance.now() - start) / 1000 };
}
