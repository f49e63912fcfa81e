import type { Diagnostics } from './diagnostics.ts';
import type { Document, Path } from './document.ts';
import { readWord } from './json-word.ts';
import { nextToken, type Token } from './json-scanner.ts';
import type { Json, JsonObject } from './json.ts';
import { jsonWording, strayQuote, trailingComma, unclosedBracket } from './json-wording.ts';
import { DEEPEST, Places } from './places.ts';
import type { Source } from './source.ts';
import { duplicateKey, invalidEscape, tooDeep, type Wording } from './wording.ts';

/** A file with more errors than this is better looked at from its first error on. */
const MOST_ERRORS = 20;

/** In a longer line a person does not look for a comma. */
const LONGEST_BROKEN_LINE = 1000;

/** Thrown where what follows would be guesswork. The error that caused it is reported already. */
class Unreadable extends Error {}

/**
 * Reads JSON as people write it: comments are accepted, every other departure is reported as what it is.
 *
 * Reports all errors it can tell apart. Returns undefined when the text is not well-formed; after a duplicate key or a
 * number that cannot be kept there is still a document, so that checking can go on.
 */
export function parseJson(source: Source, diagnostics: Diagnostics): Document | undefined {
  return new JsonReader(source, diagnostics).read();
}

class JsonReader {
  readonly #source: Source;
  readonly #diagnostics: Diagnostics;
  readonly #places: Places;
  /** The end of the last token taken. */
  #offset = 0;
  #errorCount = 0;
  #isWellFormed = true;

  constructor(source: Source, diagnostics: Diagnostics) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#places = new Places(source);
  }

  read(): Document | undefined {
    try {
      const value = this.#readValue([]);
      this.#expectEnd();
      return this.#isWellFormed ? this.#places.documentOf(value) : undefined;
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }

  #readValue(path: Path, keyOffset?: number): Json {
    const token = this.#peek();
    this.#places.note(path, token.start, keyOffset);
    if (token.kind === 'string') return this.#readString();
    if (token.kind === 'word') return this.#readWord();
    if (token.text === '{' || token.text === '[') {
      if (path.length === DEEPEST) {
        this.#giveUp(token.start, tooDeep());
      }
      return token.text === '{' ? this.#readObject(path) : this.#readList(path);
    }
    this.#malformed(token.start, jsonWording.missingValue);
    return null;
  }

  #readObject(path: Path): JsonObject {
    const entries = new Map<string, Json>();
    const firstOffsets = new Map<string, number>();
    this.#readItems('}', () => {
      const key = this.#readKey();
      if (!key) return;
      const first = firstOffsets.get(key.text);
      if (first === undefined) firstOffsets.set(key.text, key.start);
      else this.#report(key.start, duplicateKey(key.text, this.#source.lineNumber(first)));
      entries.set(key.text, this.#readValue([...path, key.text], key.start));
    });
    return Object.fromEntries(entries);
  }

  #readList(path: Path): Json[] {
    const items: Json[] = [];
    this.#readItems(']', () => items.push(this.#readValue([...path, items.length])));
    return items;
  }

  /** Reads what stands between two brackets, and says what is wrong with the commas and the closing bracket. */
  #readItems(close: '}' | ']', readItem: () => void): void {
    const open = this.#take();
    let comma: Token | undefined;
    for (;;) {
      const token = this.#peek();
      if (token.kind === 'end') this.#giveUp(open.start, unclosedBracket(open.text));
      if (isSign(token, '}', ']')) {
        if (token.text !== close)
          this.#giveUp(open.start, unclosedBracket(open.text, token.text, this.#source.lineNumber(token.start)));
        this.#take();
        if (comma) this.#malformed(comma.start, trailingComma(token.text));
        return;
      }
      if (isSign(token, ',')) {
        this.#take();
        this.#malformed(token.start, jsonWording.extraComma);
        continue;
      }
      readItem();
      comma = this.#readComma();
    }
  }

  /** The comma after an item, if there is one. One that is missing is reported. */
  #readComma(): Token | undefined {
    const itemEnd = this.#offset;
    const token = this.#peek();
    if (isSign(token, ',')) return this.#take();
    if (token.kind === 'end' || isSign(token, '}', ']')) return undefined;
    if (isSign(token, ':')) {
      this.#giveUp(token.start, jsonWording.strayColon);
    }
    const isQuoteBefore = this.#source.text[itemEnd - 1] === '"';
    if (token.start === itemEnd && (isQuoteBefore || token.kind === 'string')) {
      this.#malformed(...strayQuote(this.#source.text, itemEnd));
      this.#skipBrokenItem();
      return isSign(this.#peek(), ',') ? this.#take() : undefined;
    }
    this.#malformed(itemEnd, jsonWording.missingComma);
    return undefined;
  }

  /** The key of the next item and, taken, the colon behind it; undefined when the item makes no sense. */
  #readKey(): Token | undefined {
    const key = this.#take();
    if (key.kind === 'sign') {
      this.#giveUp(key.start, jsonWording.missingKey);
    }
    if (key.kind === 'word') {
      this.#malformed(key.start, jsonWording.unquotedKey);
    }
    this.#checkString(key);
    const next = this.#peek();
    if (isSign(next, ':')) {
      this.#take();
      return key;
    }
    if (next.start === key.end && key.kind === 'string' && next.kind !== 'sign') {
      this.#malformed(...strayQuote(this.#source.text, key.end));
      this.#skipBrokenItem();
      return undefined;
    }
    this.#malformed(key.end, jsonWording.missingColon);
    return isSign(next, ',', '}', ']') ? undefined : key;
  }

  #readString(): string {
    const token = this.#take();
    this.#checkString(token);
    return token.text;
  }

  #readWord(): Json {
    const token = this.#take();
    const word = readWord(token.text);
    if (!word.problem) return word.value;
    if (token.text.startsWith('/*')) this.#giveUp(token.start, word.problem);
    if (word.isWellFormed) {
      this.#report(token.start, word.problem);
    } else {
      this.#malformed(token.start, word.problem);
      // What was meant as one text may go on behind a blank or a colon: nginx:latest.
      this.#offset += /^[^,{}[\]"\n\r]*/.exec(this.#source.text.slice(token.end))?.[0].length ?? 0;
    }
    return word.value;
  }

  #checkString({ flaw, start, end }: Token): void {
    if (flaw?.kind === 'escape') {
      this.#malformed(flaw.offset, invalidEscape(this.#source.text.slice(flaw.offset, flaw.offset + 2)));
    }
    if (flaw?.kind !== 'unclosed') return;
    // Where a key or a closing bracket follows, only this line is broken.
    if (!/^,?\s*["}\]]/.test(this.#source.text.slice(end))) this.#giveUp(start, jsonWording.unclosedQuote);
    this.#malformed(start, jsonWording.unclosedQuote);
  }

  /** Goes on at the comma or bracket that ends the line, when nothing before it opens or closes anything. */
  #skipBrokenItem(): void {
    const rest = this.#source.text.slice(this.#offset, this.#source.lineEnd(this.#offset));
    if (rest.length > LONGEST_BROKEN_LINE) throw new Unreadable();
    const broken = /^[^{}[\]]*?(?=[}\]]*,?\s*$)/.exec(rest)?.[0];
    if (broken === undefined) throw new Unreadable();
    this.#offset += broken.length;
  }

  #expectEnd(): void {
    const token = this.#peek();
    if (token.kind === 'end') return;
    if (isSign(token, '{', '[') || token.text === '---') {
      this.#malformed(token.start, jsonWording.secondDocument);
    } else if (isSign(token, ',')) {
      this.#malformed(token.start, jsonWording.commaAtEnd);
    } else {
      this.#malformed(token.start, jsonWording.textAtEnd);
    }
  }

  #peek(): Token {
    return nextToken(this.#source.text, this.#offset);
  }

  #take(): Token {
    const token = this.#peek();
    this.#offset = token.end;
    return token;
  }

  #report(offset: number, [rule, message, hint]: Wording): void {
    this.#diagnostics.error(this.#source.at(offset), rule, message, hint);
    if (++this.#errorCount === MOST_ERRORS) throw new Unreadable();
  }

  #malformed(offset: number, wording: Wording): void {
    this.#isWellFormed = false;
    this.#report(offset, wording);
  }

  #giveUp(offset: number, wording: Wording): never {
    this.#malformed(offset, wording);
    throw new Unreadable();
  }
}

function isSign(token: Token, ...signs: readonly string[]): boolean {
  return token.kind === 'sign' && signs.includes(token.text);
}
