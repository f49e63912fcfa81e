import type { Diagnostics } from './diagnostics.ts';
import { Source } from './source.ts';

const BYTE_ORDER_MARK = '\uFEFF';

// YAML and JSON take it for the end of a line, the parser of the one does not.
const LONE_CARRIAGE_RETURN = /\r(?!\n)/g;

/**
 * The text of a file: UTF-8 or UTF-16 in either order, with a byte-order mark or without.
 *
 * PowerShell's redirect writes UTF-16. Reports what is no text, and then returns undefined.
 * Source: reference/real-files.md, "Task definitions"; YAML 1.2, 5.2 for UTF-16 without a mark.
 */
export function decode(bytes: Uint8Array | string, file: string, diagnostics: Diagnostics): Source | undefined {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder(encodingOf(bytes)).decode(bytes);
  const source = new Source(
    file,
    (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text).replace(LONE_CARRIAGE_RETURN, '\n'),
  );
  const control = source.text.search(CONTROL_CHARACTER);
  if (control !== -1) {
    diagnostics.error(
      source.at(control),
      'files/binary',
      'This is a binary file, not YAML or JSON.',
      'Check the path: a text file in UTF-8 is needed here.',
    );
    return undefined;
  }
  const undecodable = typeof bytes === 'string' ? -1 : source.text.indexOf('\uFFFD');
  if (undecodable !== -1) {
    diagnostics.error(
      source.at(undecodable),
      'files/encoding',
      'This character is not valid UTF-8.',
      'Save the file as UTF-8 (it may be Windows-1252 or Latin-1 now).',
    );
    return undefined;
  }
  return source;
}

// What YAML 1.2, 5.1 calls not printable; no text file holds it.
const CONTROL_CHARACTER = /(?![\t\n\v\f\r\u0085])\p{Cc}/u;

function encodingOf([first, second, third, fourth]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Every file begins with an ASCII character or two, whose other byte is zero in UTF-16.
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be';
  return 'utf-8';
}
