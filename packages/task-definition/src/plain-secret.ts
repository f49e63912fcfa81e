import { SECRET_SHAPES } from '@fargate-actions/documents';

/** Words in a variable's name that say its value is a secret. */
const SECRET_NAME =
  /(^|_)(PASS(WORD|WD|PHRASE)?|PWD|SECRETS?|TOKEN|CREDENTIALS?|(API|PRIVATE|SECRET|ACCESS|ENCRYPTION|SIGNING|AUTH)_?KEY|APIKEY|WEBHOOK_SECRET|SECRET_KEY(_BASE)?)(_\d+)?$/;

const SHAPES: typeof SECRET_SHAPES = [
  ...SECRET_SHAPES,
  [/\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s/@]{2,}@/i, 'a URL with a password'],
];

/** Values that only say where a secret is, or that there is none. */
const NO_SECRET =
  /^(true|false|yes|no|on|off|none|null|\d{1,5}|arn:.*|\/.*|.*(\$\{|<|\{\{|%).*|x+|\*+|changeme|.{0,3})$/is;

/**
 * What makes a variable's plain value look like a live secret, in words that do not show it; undefined when nothing does.
 *
 * Source: reference/real-files.md, "Task definitions": more than 1 in 6 public ones hold one.
 */
export function plainSecret(name: string, value: string): string | undefined {
  const shape = SHAPES.find(([form]) => form.test(value));
  if (shape && !/:\/\/[^/@]*:(\$\{|<|\{\{|%)/.test(value)) return `its value looks like ${shape[1]}`;
  const snakeCase = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(snakeCase) && !NO_SECRET.test(value) && !/^https?:\/\//i.test(value)
    ? 'its name says so'
    : undefined;
}
