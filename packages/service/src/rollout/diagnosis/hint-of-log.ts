import { didYouMean } from '@fargate-actions/documents';
import type { StopFacts } from './known-text.ts';
import { containerName, containerOf } from './subjects.ts';

interface KnownLine {
  readonly pattern: RegExp;
  readonly hint: (found: string, facts: StopFacts) => string;
}

/** What programs say again and again in their last line, and the next step. */
const KNOWN_LINES: readonly KnownLine[] = [
  { pattern: /^KeyError: ['"]([A-Z][A-Z0-9_]+)['"]/, hint: missingVariable },
  {
    pattern: /\b(?:environment|env(?:ironment)? var(?:iable)?)\b.*?\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/,
    hint: missingVariable,
  },
  {
    pattern: /ValidationError: .*? for (\w+)/,
    hint: (model, facts) =>
      `${model} takes its fields from the environment: add what is missing to \`environment\` or \`secrets\` of ${containerName(facts)}.`,
  },
  {
    pattern: /^(?:ModuleNotFoundError|ImportError): No module named '([^']+)'/,
    hint: (name) => `The image has no Python module ${name}: install it, or put its directory on PYTHONPATH.`,
  },
  {
    pattern: /Could not import module "([^"]+)"/i,
    hint: (name) =>
      `The image has no Python module ${name}: check the name in \`command\`, and PYTHONPATH or the working directory.`,
  },
  {
    pattern: /Cannot find (?:module|package) '([^']+)'/,
    hint: (name) => `The image has no ${name}: install it, or correct the path in \`command\`.`,
  },
  {
    pattern: /connection refused|could not connect|connection timed out|timeout expired/i,
    hint: () => "Something that it needs can't be reached: check its address, and the security groups on both sides.",
  },
  {
    pattern: /name or service not known|could not translate host name|getaddrinfo|no such host|name resolution/i,
    hint: () => 'A host name that it needs is not known: check the name, and that the VPC resolves it.',
  },
  {
    pattern: /password authentication failed|access denied for user|invalid username-password|WRONGPASS/i,
    hint: () => 'A password is wrong: compare the secret with what the database has.',
  },
];

/** The next step for a container's last words; undefined where nobody knows. */
export function hintOfLog(said: string, facts: StopFacts): string | undefined {
  for (const { pattern, hint } of KNOWN_LINES) {
    const match = pattern.exec(said);
    if (match) return hint(match[1] ?? '', facts);
  }
  return undefined;
}

/** A variable that the program misses: whether its container has it is known. */
function missingVariable(name: string, facts: StopFacts): string {
  const { environment = [], secrets = [] } = containerOf(facts) ?? {};
  const given = [...environment, ...secrets].flatMap((variable) => variable.name ?? []);
  if (given.includes(name)) return `${containerName(facts)} is given ${name}: look at where the program reads it.`;
  const add = `Add ${name} to \`environment\` or \`secrets\` of ${containerName(facts)}`;
  if (facts.revision === undefined) return `${add}, if it is a variable of the environment.`;
  const meant = didYouMean(name, given);
  return `${add}: the task definition does not give it${meant === undefined ? '' : ` (it gives ${meant})`}.`;
}
