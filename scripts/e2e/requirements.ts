/** Something that suites need and that a machine may lack. */
export interface Requirement {
  readonly name: string;
  /** What is missing of it, in one line; undefined where it is there. */
  missing(): Promise<string | undefined>;
  /** How a person gets it, as a command or a sentence. */
  readonly remedy: string;
  /** Gets it; absent where only a person can. Rejects where that fails. */
  readonly install?: () => Promise<void>;
}

/** A requirement that is not met, and what is missing of it. */
export interface Unmet {
  readonly requirement: Requirement;
  readonly reason: string;
}

/**
 * What is not met of some requirements, in their order: one may stand on those before it.
 *
 * @param mayInstall whether what is missing is installed, as far as that can be done.
 */
export async function unmet(
  requirements: readonly Requirement[],
  mayInstall: boolean,
  tell: (line: string) => void,
): Promise<Unmet[]> {
  const found: Unmet[] = [];
  for (const requirement of requirements) {
    const reason = await reasonWhyMissing(requirement, mayInstall && found.length === 0, tell);
    if (reason !== undefined) found.push({ requirement, reason });
  }
  return found;
}

async function reasonWhyMissing(
  requirement: Requirement,
  mayInstall: boolean,
  tell: (line: string) => void,
): Promise<string | undefined> {
  const reason = await requirement.missing();
  if (reason === undefined || !mayInstall || !requirement.install) return reason;
  tell(`installing ${requirement.name}: ${reason}`);
  try {
    await requirement.install();
  } catch (error) {
    return `it could not be installed: ${error instanceof Error ? error.message : String(error)}`;
  }
  return requirement.missing();
}
