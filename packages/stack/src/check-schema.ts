import { didYouMean, valueAt, type Diagnostics, type Document, type Path } from '@fargate-actions/documents';
import type { z } from 'zod';
import { stackSchema, type StackFile } from './schema.ts';
import { violation } from './schema-wording.ts';

type Issue = z.core.$ZodIssue;

/** Checks stack.yml against its schema; each violation becomes an error at its place. */
export function checkSchema(document: Document, diagnostics: Diagnostics): StackFile | undefined {
  const result = stackSchema.safeParse(document.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) report(issue, [], document, diagnostics);
  return undefined;
}

function report(issue: Issue, above: Path, document: Document, diagnostics: Diagnostics): void {
  const path: Path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
  if ((issue.code === 'invalid_type' || issue.code === 'invalid_union') && !has(document, path)) {
    diagnostics.error(document.at(path), 'stack/missing-key', `stack.yml needs \`${path.join('.')}\`.`);
    return;
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const nearest = didYouMean(key, knownKeys(path));
        diagnostics.error(
          document.keyAt([...path, key]),
          'stack/unknown-key',
          `stack.yml has no key \`${key}\`${path.length > 0 ? ` in ${path.join('.')}` : ''}.`,
          nearest ? `Did you mean ${nearest}?` : `There are: ${knownKeys(path).join(', ')}.`,
        );
      }
      return;
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant.
      const branch = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0];
      if (branch && depth(branch) > 0) for (const inner of branch) report(inner, path, document, diagnostics);
      else wrong(document, path, violation(issue, valueAt(document.value, path)), diagnostics);
      return;
    }
    default:
      wrong(document, path, violation(issue, valueAt(document.value, path)), diagnostics);
  }
}

function wrong(document: Document, path: Path, how: string, diagnostics: Diagnostics): void {
  diagnostics.error(document.at(path), 'stack/type', `\`${path.join('.')}\` ${how}.`);
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function has(document: Document, path: Path): boolean {
  let here: unknown = document.value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !(step in here)) return false;
    here = (here as Record<string | number, unknown>)[step];
  }
  return true;
}

/** The keys that the schema has at a path. */
function knownKeys(path: Path): string[] {
  let here: unknown = stackSchema;
  for (const step of path) here = below(unwrapped(here), String(step));
  const shape = shapeOf(unwrapped(here));
  return shape ? Object.keys(shape) : [];
}

function below(schema: unknown, key: string): unknown {
  const shape = shapeOf(schema);
  if (shape && key in shape) return shape[key];
  const { valueType, element } = definition(schema) as { valueType?: unknown; element?: unknown };
  return valueType ?? element;
}

function unwrapped(schema: unknown): unknown {
  const { innerType, options } = definition(schema) as { innerType?: unknown; options?: unknown[] };
  if (innerType) return unwrapped(innerType);
  return options ? unwrapped(options.find((option) => shapeOf(unwrapped(option))) ?? options[0]) : schema;
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  return (schema as { shape?: Record<string, unknown> } | undefined)?.shape;
}

function definition(schema: unknown): object {
  return (schema as { def?: object } | undefined)?.def ?? {};
}
