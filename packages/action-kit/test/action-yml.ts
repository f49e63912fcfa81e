import { readFileSync } from 'node:fs';
import { Diagnostics, isObject, parseDocument, type Json } from '@fargate-actions/documents';

/** The names of what an action.yml declares. */
export interface ActionYml {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Reads an action.yml: `actionYml(new URL('../action.yml', import.meta.url))`. */
export function actionYml(file: URL): ActionYml {
  const diagnostics = new Diagnostics();
  const root = parseDocument(readFileSync(file), String(file), diagnostics)?.value;
  if (diagnostics.hasErrors) throw new Error(JSON.stringify(diagnostics.all));
  return { inputs: namesIn(root, 'inputs'), outputs: namesIn(root, 'outputs') };
}

function namesIn(root: Json | undefined, key: string): string[] {
  const map = isObject(root) ? root[key] : undefined;
  return Object.keys(isObject(map) ? map : {});
}
