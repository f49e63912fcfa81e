import type { InputFacts } from '@fargate-actions/action-kit';
import { stringify } from 'yaml';

/** From the key to the next line that is not its own: everything else in the file is written by hand. */
const BLOCK = /^inputs:[^]*?\n(?=\S)/m;

/**
 * An action.yml with its inputs as the action's code has them, in that order; the rest of the text stays.
 *
 * @throws Error where there is no block `inputs:` to replace, or an input has no description.
 */
export function withInputs(actionYml: string, inputs: Readonly<Record<string, InputFacts>>): string {
  if (!BLOCK.test(actionYml)) throw new Error('it needs a block `inputs:`, followed by another key');
  const entries = Object.entries(inputs).map(([name, facts]) => [name, declared(name, facts)] as const);
  const text = stringify({ inputs: Object.fromEntries(entries) }, { lineWidth: 0 });
  // A function, because `$` in a replacement text means something.
  return actionYml.replace(BLOCK, () =>
    text.replace('inputs:', 'inputs: # generated from src/inputs.ts: npm run generate'),
  );
}

/** An input as GitHub reads it: an empty default is none. Source: docs.github.com, "Metadata syntax", `inputs`. */
function declared(name: string, { what, isRequired, default: fallback = '' }: InputFacts): object {
  if (what === '') throw new Error(`the input ${name} has no description in src/inputs.ts`);
  return { description: what, ...(isRequired && { required: true }), ...(fallback !== '' && { default: fallback }) };
}
