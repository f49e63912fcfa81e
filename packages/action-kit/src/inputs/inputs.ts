import { Diagnostics, type Diagnostic } from '@fargate-actions/documents';
import type { Input, InputFacts } from './input.ts';

type Specs = Readonly<Record<string, Input<unknown>>>;

/** The inputs of an action. */
export interface Inputs<S extends Specs = Specs> {
  readonly specs: S;
  /** What action.yml says of the same inputs, by name. */
  readonly facts: Readonly<Record<string, InputFacts>>;
}

/** The values of an action's inputs, by the keys of its code. */
export type InputsOf<I extends Inputs> =
  I extends Inputs<infer S> ? { readonly [Key in keyof S]: S[Key] extends Input<infer Value> ? Value : never } : never;

/** Defines an action's inputs; the input of the key `dryRun` is `dry-run`. */
export function defineInputs<const S extends Specs>(specs: S): Inputs<S> {
  const facts = Object.entries(specs).map(([key, { facts }]) => [nameOf(key, facts), facts] as const);
  return { specs, facts: Object.fromEntries(facts) };
}

/** What the inputs of a run say, or what is wrong with them: all of it at once. */
export interface InputsRead<I extends Inputs> {
  /** Undefined when there are errors. */
  readonly values: InputsOf<I> | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

/**
 * Reads inputs as the runner passes them. An empty one is absent: the runner passes those that are not given so.
 *
 * Source: docs.github.com, "Metadata syntax", `inputs`: INPUT_ and the name in upper case, blanks as underscores.
 */
export function readInputs<I extends Inputs>(
  inputs: I,
  env: Readonly<Record<string, string | undefined>>,
): InputsRead<I> {
  const diagnostics = new Diagnostics();
  const values: Record<string, unknown> = {};
  const secrets: string[] = [];
  for (const [key, { facts, read }] of Object.entries(inputs.specs)) {
    const name = nameOf(key, facts);
    const given = env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`];
    const isGiven = given !== undefined && given.trim() !== '';
    if (isGiven && facts.isSecret) secrets.push(given);
    const reading = read(isGiven ? given : undefined);
    if ('value' in reading) {
      values[key] = reading.value;
      continue;
    }
    const { rule, message, hint } = reading.problem;
    const shown = facts.isSecret && isGiven ? 'is not what it takes.' : message;
    diagnostics.error(undefined, rule, `The input \`${name}\` ${shown}`, hint);
  }
  return {
    // Each value was read by the input of its key, which is what InputsOf says.
    values: diagnostics.hasErrors ? undefined : (values as InputsOf<I>),
    diagnostics: diagnostics.all,
    secrets,
  };
}

function nameOf(key: string, { name }: InputFacts): string {
  return name ?? key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
