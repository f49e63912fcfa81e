/** Words in a variable's name that say its value is a secret. */
const SECRET_NAME =
  /(^|_)(PASS(WORD|WD|PHRASE)?|PWD|SECRETS?|TOKEN|CREDENTIALS?|(API|PRIVATE|SECRET|ACCESS|ENCRYPTION|SIGNING|AUTH)_?KEY|APIKEY|WEBHOOK_SECRET|SECRET_KEY(_BASE)?)(_\d+)?$/;

/** What secrets of well-known makers look like, wherever they stand. */
const SECRET_VALUES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\b[sr]k_(live|test)_[0-9A-Za-z]{8,}/, 'a Stripe key'],
  [/\b(gh[pousr]_[0-9A-Za-z]{20,}|github_pat_\w{20,})/, 'a GitHub token'],
  [/\bxox[abeoprs]-[0-9A-Za-z-]{10,}/, 'a Slack token'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a Google API key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bsk-[\w-]{20,}/, 'an API key'],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/, 'a signed token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
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
  const shape = SECRET_VALUES.find(([form]) => form.test(value));
  if (shape && !/:\/\/[^/@]*:(\$\{|<|\{\{|%)/.test(value)) return `its value looks like ${shape[1]}`;
  const snakeCase = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[.-]/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(snakeCase) && !NO_SECRET.test(value) && !/^https?:\/\//i.test(value)
    ? 'its name says so'
    : undefined;
}
