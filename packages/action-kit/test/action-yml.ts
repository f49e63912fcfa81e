import { readFileSync } from 'node:fs';
import { Diagnostics, isObject, parseDocument, type Json, type JsonObject } from '@fargate-actions/documents';
import type { Inputs } from '../src/index.ts';

/** What users see of an action's inputs, in its action.yml or in its code. */
export type DeclaredInputs = Readonly<Record<string, { readonly default?: string; readonly required: boolean }>>;

/** The parts of an action.yml that its code must agree with. */
export interface ActionYml {
  readonly inputs: DeclaredInputs;
  readonly outputs: readonly string[];
  /** Inputs and outputs that say nothing of themselves. */
  readonly withoutDescription: readonly string[];
}

/** Reads an action.yml: `actionYml(new URL('../action.yml', import.meta.url))`. */
export function actionYml(file: URL | string): ActionYml {
  const diagnostics = new Diagnostics();
  const root = parseDocument(readFileSync(file), String(file), diagnostics)?.value;
  if (diagnostics.hasErrors) throw new Error(JSON.stringify(diagnostics.all));
  const inputs = entriesOf(root, 'inputs');
  const outputs = entriesOf(root, 'outputs');
  return {
    inputs: Object.fromEntries(
      inputs.map(([name, facts]) => {
        const fallback = facts['default'];
        const text = typeof fallback === 'string' ? fallback : JSON.stringify(fallback);
        return [
          name,
          { required: facts['required'] === true, ...(fallback !== undefined && text !== '' && { default: text }) },
        ];
      }),
    ),
    outputs: outputs.map(([name]) => name),
    withoutDescription: [...inputs, ...outputs].flatMap(([name, { description }]) => (description ? [] : [name])),
  };
}

/** The inputs of an action's code, to compare with those of its action.yml. */
export function declaredInputs(inputs: Inputs): DeclaredInputs {
  return Object.fromEntries(
    Object.entries(inputs.facts).map(([name, { isRequired, default: fallback }]) => [
      name,
      { required: isRequired, ...(fallback !== undefined && fallback !== '' && { default: fallback }) },
    ]),
  );
}

function entriesOf(root: Json | undefined, key: string): [string, JsonObject][] {
  const map = isObject(root) ? root[key] : undefined;
  return Object.entries(isObject(map) ? map : {}).map(([name, facts]) => [name, isObject(facts) ? facts : {}]);
}
