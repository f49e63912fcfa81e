import {
  Diagnostics,
  interpolate,
  isObject,
  partOf,
  type Document,
  type Json,
  type Variables,
} from '@fargate-actions/documents';

/**
 * The variables that files may use: the input's over those of stack.yml over the built-ins.
 *
 * In a value of stack.yml's `variables` the others may stand: built-ins, the input's, and its own that stand before it.
 */
export function stackVariables(
  stackFile: Document,
  builtIn: Variables,
  input: Variables,
  diagnostics: Diagnostics,
): Variables {
  const variables = new Map([...builtIn, ...input]);
  const own = partOf(stackFile, ['variables']);
  for (const name of isObject(own?.value) ? Object.keys(own.value) : []) {
    const written = own && partOf(own, [name]);
    if (!written || input.has(name)) continue;
    const found = new Diagnostics();
    const { value } = interpolate(written, variables, found);
    for (const diagnostic of found.all) diagnostics.add(diagnostic);
    // One that can't be had is not set: whatever uses it says so too.
    if (!found.hasErrors) variables.set(name, textOf(value));
  }
  return variables;
}

/** stack.yml without its variables, which have been used by then. */
export function withoutVariables(stackFile: Document): Document {
  if (!isObject(stackFile.value)) return stackFile;
  const { variables: _, ...others } = stackFile.value;
  return stackFile.withValue(others);
}

/** A variable's value as text: the schema allows text, numbers and booleans. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
