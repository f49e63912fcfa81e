import { withoutSecrets } from '@fargate-actions/documents';

// ECMA-48: CSI and OSC sequences, then any other escape of one character. Colours in a container's log, mostly.
// eslint no-control-regex does not apply: control characters are what this is about.
const TERMINAL_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-_]?/g;

// What no reader can see or what turns the reading order round (Unicode TR 36), and the line ends that are not \n. The two
// joiners stay: scripts and emoji are written with them.
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/**
 * The lines of a text from outside, without terminal sequences and without the secrets of commands in it; other control
 * characters are shown, not sent.
 */
export function plainLines(text: string): string[] {
  return withoutSecrets(text)
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => visible(line.replaceAll(TERMINAL_SEQUENCE, '')).replaceAll('\t', '    ').trimEnd());
}

/** A text from outside with all its lines, as `plainLines` has them. */
export function plainText(text: string): string {
  return plainLines(text).join('\n');
}

/** A text from outside with all that no reader can see as JSON escapes it: a text that is JSON says the same as before. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** A text from outside as one line without anything unseen. */
export function oneLine(text: string): string {
  return plainLines(text)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** At most so many characters; what was cut is said. */
export function shortened(text: string, mostCharacters: number): string {
  if (text.length <= mostCharacters) return text;
  const note = `... (${text.length} characters)`;
  return wholeCharacters(text.slice(0, Math.max(0, mostCharacters - note.length))) + note;
}

/** Without half of a surrogate pair at the end. */
export function wholeCharacters(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
}
