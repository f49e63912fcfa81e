/** Stands where a value is not shown. */
export const HIDDEN = '(hidden)';

// Too many names rather than too few: a hidden value that was no secret costs a look into the file.
const SECRET_NAME = /passw|passphrase|pwd|secret|token|credential|key|private|salt|dsn|auth|cookie|signature/i;

/** Whether a variable, option, header or label of this name may hold a secret. */
export function namesSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** What secrets of well-known makers look like, wherever they stand, and what they are. */
export const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\b[sr]k_(live|test)_[0-9A-Za-z]{8,}/, 'a Stripe key'],
  [/\b(gh[pousr]_[0-9A-Za-z]{20,}|github_pat_\w{20,})/, 'a GitHub token'],
  [/\bxox[abeoprs]-[0-9A-Za-z-]{10,}/, 'a Slack token'],
  [/\bAIza[0-9A-Za-z_-]{35}/, 'a Google API key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bsk-[\w-]{20,}/, 'an API key'],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/, 'a signed token'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
];

const ALL_SHAPES = SECRET_SHAPES.map(([form]) => new RegExp(form.source, 'g'));

/** A value behind `=` or a blank: quoted, in a text of JSON with a backslash before the quote, or up to the next blank. */
const VALUE = String.raw`(?:(\\?["'])([^\n]*?)\N|([^\s"'\x60\\][^\s"'\x60]*))`;
const value = (group: number): string => VALUE.replace(String.raw`\N`, `\\${group}`);

/** `--token=x`, `-Dpassword=x`, `API_TOKEN=x`. No word begins within a word: each is looked at once. */
const ASSIGNED = new RegExp(String.raw`(?<![\w.$-])(--?[A-Za-z][\w.-]{0,60}|[A-Z][A-Z0-9_]{2,60})(=)${value(3)}`, 'g');
/** `--token x`: only names that end so, because `--password-stdin` takes no value. */
const FOLLOWED = new RegExp(
  String.raw`(?<![\w-])(--?[\w-]{0,40}(?:passw(?:or)?d|passphrase|token|secret|api-?key|credentials?))(\s+)(?!-|id=)${value(3)}`,
  'gi',
);
/** `redis-cli -a x`, `mysqladmin -px`. */
const PROGRAMS =
  /(?<![\w-])((?:redis-cli|sshpass|mongo(?:sh)?|mysql\w{0,20}|mariadb[\w-]{0,20})\b[^\n|;&]{0,200}?\s)(-a\s+|-p\s*)()()([^\s"'\x60-][^\s"'\x60]*)/g;
/** `curl -u user:x`, but neither a user's and a group's number nor an address. */
const USER =
  /(?<![\w-])((?:-u|-U|--user|--proxy-user)(?:=|\s{0,3})\\?["']?[^\s:"'\x60=-][^\s:"'\x60]{0,200}):(?!\/\/|\d+\b)([^\s"'\x60]+)/g;
/** `Authorization: Bearer x`, up to the end of the quotation. */
const HEADER =
  /(?<![\w-])((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,40}(?:token|key|secret|auth|password)[\w-]{0,20})(["']?\s{0,3}:\s{0,3}["']?)([^\s"'\x60][^"'\x60\n]*)/gi;
const URL_PASSWORD = /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*):[^\s/]+@/gi;

/** What only says where a secret is. */
function isPlaceholder(text: string): boolean {
  return /^(?:[$<{(*%]|\.\.\.|$)/.test(text);
}

/**
 * A text without the secrets that commands have in them: the values of options, variables and headers whose name tells of
 * one, passwords behind a user's name and in URLs, and what looks like a secret of a well-known maker.
 *
 * It takes time in proportion to the text.
 */
export function withoutSecrets(text: string): string {
  const hide =
    (isSecret: (name: string) => boolean) =>
    (whole: string, name: string, between: string, quote = '', quoted = '', plain = ''): string =>
      isSecret(name) && !isPlaceholder(quoted || plain) ? `${name}${between}${quote}${HIDDEN}${quote}` : whole;
  const rest = text
    .replaceAll(URL_PASSWORD, `$1:${HIDDEN}@`)
    .replaceAll(ASSIGNED, hide(namesSecret))
    .replaceAll(
      FOLLOWED,
      hide(() => true),
    )
    .replaceAll(
      PROGRAMS,
      hide(() => true),
    )
    .replaceAll(USER, (whole, user: string, password: string) =>
      isPlaceholder(password) ? whole : `${user}:${HIDDEN}`,
    )
    .replaceAll(HEADER, (whole, name: string, between: string, said: string) =>
      isPlaceholder(said.replace(/^(?:Bearer|Basic|Token)\s+/i, '')) ? whole : `${name}${between}${HIDDEN}`,
    );
  return ALL_SHAPES.reduce((left, form) => left.replaceAll(form, HIDDEN), rest);
}

const TAKES_USER = /^(?:-u|-U|--user|--proxy-user)$/;
const TAKES_HEADER = /^(?:-H|--header|--proxy-header)$/;

/** The words of a command without the secrets in them: an option and its value may be two words. */
export function commandWithoutSecrets(words: readonly string[]): string[] {
  const program = words[0]?.split('/').at(-1) ?? '';
  return words.map((word, at) => {
    const before = words[at - 1] ?? '';
    if (isPlaceholder(word)) return word;
    if (/^--?[A-Za-z][\w.-]*$/.test(before) && namesSecret(before) && !word.startsWith('-')) return HIDDEN;
    if (before === '-a' && program === 'redis-cli') return HIDDEN;
    const parts = TAKES_USER.test(before)
      ? /^([^:]+:)(?!\d+$)/
      : TAKES_HEADER.test(before)
        ? /^([^:]+:\s*)/
        : ASSIGNMENT;
    const name = parts.exec(word)?.[1];
    const isSecret = name !== undefined && (TAKES_USER.test(before) || namesSecret(name));
    return isSecret && !isPlaceholder(word.slice(name.length)) ? `${name}${HIDDEN}` : withoutSecrets(word);
  });
}

/** `--token=x y`, as one word. */
const ASSIGNMENT = /^(-{0,2}[A-Za-z][\w.-]*=)/;
