/** What BuildKit says of a build in its plain output. */
export interface BuildReport {
  readonly warnings: readonly BuildWarning[];
  /** Absent when it says nothing of a failure. */
  readonly failure?: BuildFailure;
}

export interface BuildWarning {
  readonly message: string;
  /** Of the Dockerfile, from 1. */
  readonly line?: number;
}

export interface BuildFailure {
  /** BuildKit's own words. */
  readonly message: string;
  /** Of the Dockerfile, from 1. */
  readonly line?: number;
  /** The instruction that failed: `RUN pip install .` */
  readonly instruction?: string;
  /** The last lines that the failing step wrote. */
  readonly tail: readonly string[];
}

/** Enough to hold the error of most tools, few enough for an annotation. */
const TAIL_LINES = 12;

/**
 * Reads what `docker build --progress=plain` wrote, of BuildKit 0.8 and newer.
 *
 * A build that succeeded can show errors too, of a cache that is not there yet: whether it failed, its exit code says.
 *
 * BuildKit repeats at the end what matters: the failing step with its last lines, an excerpt of the Dockerfile with the
 * line, the error; and the warnings in a list.
 */
export function readBuildOutput(lines: readonly string[], hasFailed: boolean): BuildReport {
  const warnings = warningsIn(lines);
  const message = hasFailed ? failureMessage(lines) : undefined;
  if (message === undefined) return { warnings };
  const line = excerptLine(lines) ?? parseErrorLine(message);
  const instruction = failedInstruction(lines);
  return {
    warnings,
    failure: {
      message,
      tail: failedTail(lines),
      ...(line !== undefined && { line }),
      ...(instruction !== undefined && { instruction }),
    },
  };
}

/** The last error of the whole build; of a client without buildx the last line, which has no word before it. */
function failureMessage(lines: readonly string[]): string | undefined {
  const said = lines.findLast((line) => line.startsWith('ERROR: ')) ?? lines.findLast((line) => line.trim() !== '');
  return FRAMES.reduce((message, frame) => message?.replace(frame, ''), said);
}

/** What BuildKit puts around the cause, from the outside in. */
const FRAMES = [
  /^ERROR: /,
  /^failed to solve(?: with frontend [\w.-]+)?: /,
  /^rpc error: code = \w+ desc = /,
  /^failed to create LLB definition: /,
  /^failed to compute cache key: /,
  /^failed to calculate checksum of ref \S+: /,
];

/** `Dockerfile:8`, and the excerpt that begins below it. Warnings have excerpts too: the failure's is the last. */
function excerptLine(lines: readonly string[]): number | undefined {
  const at = lines.findLastIndex((line, index) => /^\S.*:\d+$/.test(line) && /^-{20}$/.test(lines[index + 1] ?? ''));
  return at === -1 ? undefined : Number(/:(\d+)$/.exec(lines[at] ?? '')?.[1]);
}

function parseErrorLine(message: string): number | undefined {
  const line = /parse error (?:on )?line (\d+):/.exec(message)?.[1];
  return line === undefined ? undefined : Number(line);
}

/** `#7 [stage-1 2/2] RUN ...` where `#7 ERROR: ...` follows. */
function failedInstruction(lines: readonly string[]): string | undefined {
  const failed = new Set(lines.flatMap((line) => /^(#\d+) ERROR/.exec(line)?.[1] ?? []));
  const heads = lines.map((line) => /^(#\d+) \[[^\]]*\d+\/\d+\] (.+)$/.exec(line));
  return heads.find((head) => failed.has(head?.[1] ?? ''))?.[2];
}

/** What stands between ` > [the step]:` and the next rule. A cache that could not be read has a block of its own. */
function failedTail(lines: readonly string[]): string[] {
  const start = lines.findLastIndex((line) => /^ > \[.*:$/.test(line));
  if (start === -1) return [];
  const length = lines.slice(start + 1).findIndex((line) => /^-{4,}$/.test(line));
  return lines
    .slice(start + 1, length === -1 ? undefined : start + 1 + length)
    .map((line) => line.replace(/^(?:#\d+ )?\d+\.\d+ ?/, '').trimEnd())
    .filter((line) => line !== '')
    .slice(-TAIL_LINES);
}

/** The list at the end; where BuildKit wrote none, the warnings of the steps. */
function warningsIn(lines: readonly string[]): BuildWarning[] {
  const start = lines.findIndex((line) => /^ *\d+ warnings? found/.test(line));
  const listed = start === -1 ? [] : lines.slice(start + 1).flatMap((line) => /^ - (.+)$/.exec(line)?.[1] ?? []);
  const inSteps = lines.flatMap((line) => /^#\d+ WARN(?:ING)?: (.+)$/.exec(line)?.[1] ?? []);
  return [...new Set(start === -1 ? inSteps : listed)].map((text) => {
    const [, message = text, line] = /^(.*?)(?: \(line (\d+)\))?$/.exec(text) ?? [];
    return { message, ...(line !== undefined && { line: Number(line) }) };
  });
}
