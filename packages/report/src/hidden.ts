/** Stands where a value is not shown. */
export const HIDDEN = '(hidden)';
/** The same for a value that was another one before, which is not shown either. */
export const CHANGED = '(hidden, changed)';

// Too many names rather than too few: a hidden value that was no secret costs a look into the file.
const SECRET_NAME = /passw|passphrase|pwd|secret|token|credential|key|private|salt|dsn|auth|cookie|signature/i;

/** Whether a variable, option or label of this name may hold a secret. */
export function namesSecret(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A text without the passwords of the URLs in it: `postgres://amply:(hidden)@db/amply`. */
export function withoutUrlPasswords(text: string): string {
  return text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/]+@/gi, `$1:${HIDDEN}@`);
}
