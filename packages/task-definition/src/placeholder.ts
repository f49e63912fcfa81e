import { pathText, type Path } from '@fargate-actions/documents';

/** The forms in which people leave a place for a value. Source: reference/real-files.md, "Task definitions". */
const FORMS: readonly RegExp[] = [
  /\$\{[^}]*\}/,
  /\$\([^)]*\)/,
  /\{\{[^}]*\}\}/,
  /#\{[^}]*\}#?/,
  /<[A-Za-z][\w .:-]*>/,
  /%[A-Za-z_]\w*%/,
  /\b__[A-Za-z]\w*__\b/,
  /@@?[A-Z][A-Z0-9_]*@@?/,
  /\[[A-Z][A-Z0-9_]*\]/,
  /\$[A-Z_][A-Z0-9_]*/,
  /\b(REPLACE|CHANGE)[_-]?ME\w*/i,
  /\bYOUR[_-][A-Z0-9_-]+/,
  /\b\w*PLACEHOLDER\w*/i,
];

/** The first placeholder left in a text, or undefined. */
export function placeholderIn(text: string): string | undefined {
  for (const form of FORMS) {
    const found = form.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

export const PLACEHOLDER_RULE = 'task-definition/placeholder';

/** What to say of a placeholder that was left over at the path. */
export function leftPlaceholder(path: Path, placeholder: string): { readonly message: string; readonly hint: string } {
  return {
    message: `${pathText(path)} still holds the placeholder ${placeholder}.`,
    hint: 'Fill it in, or let this run set the field; `${NAME}` is filled in from `variables` where there is a stack.',
  };
}
