import { isCollection, isScalar, visit, type Document as YamlDocument, type Node, type YAMLError } from 'yaml';
import type { Diagnostic } from './diagnostics.ts';
import type { Source } from './source.ts';
import { unquotedPlaceholder } from './wording.ts';

/** What is wrong at an offset. */
interface Explanation {
  readonly offset: number;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
}

/** A file that is broken in more lines than this is better looked at from its first error on. */
const MOST_EXPLAINED = 20;

/**
 * Says what the parser's errors and warnings mean to the person who wrote the file.
 *
 * One a line: what the parser says next about a line it could not read is mostly an echo.
 */
export function explainSyntax(source: Source, document: YamlDocument): Diagnostic[] {
  const perLine = new Map<number, Diagnostic>();
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  for (const error of exhausted ? [exhausted] : [...document.errors, ...document.warnings]) {
    const { offset, ...explanation } = explain(source, document, error);
    const at = source.at(offset);
    if (!perLine.has(at.line)) perLine.set(at.line, { ...explanation, severity: 'error', at });
  }
  return [...perLine.values()].slice(0, MOST_EXPLAINED);
}

function explain(source: Source, document: YamlDocument, error: YAMLError): Explanation {
  const [offset, end] = error.pos;
  const written = source.text.slice(offset, end);
  return (
    explainPlaceholder(source, offset) ??
    explainByCode(source, document, error, offset, written) ?? {
      offset,
      rule: 'files/yaml-syntax',
      message: `This is not YAML: ${error.message}.`,
      hint: 'Check the indentation and the quotes of this line and the one above.',
    }
  );
}

/** A placeholder in the line, before or at the place where the parser stumbled. */
function explainPlaceholder(source: Source, offset: number): Explanation | undefined {
  const start = source.lineStart(offset);
  for (const { 0: placeholder, index } of source.line(offset).matchAll(UNQUOTED_PLACEHOLDER)) {
    if (start + index > offset + 1) continue;
    const [rule, message, hint] = unquotedPlaceholder(placeholder);
    return { offset: start + index, rule, message, hint };
  }
  return undefined;
}

/** `{{NAME}}`, `%NAME%`, `@NAME@` or `${NAME}` where a value begins: after a key, a dash, a bracket or a comma. */
const UNQUOTED_PLACEHOLDER = /(?<=^\s*|[:,[-]\s*)(?:\{\{.*?\}\}|\$\{.*?\}|%\w+%|@\w+@)/g;

function explainByCode(
  source: Source,
  document: YamlDocument,
  { code, message }: YAMLError,
  offset: number,
  written: string,
): Explanation | undefined {
  const line = source.line(offset);
  switch (code) {
    case 'TAB_AS_INDENT':
      return {
        offset,
        rule: 'files/tab-indent',
        message: 'A tab indents this line; YAML allows only spaces there.',
        hint: 'Replace the tab by spaces.',
      };
    case 'RESOURCE_EXHAUSTION':
      return {
        offset,
        rule: 'files/too-deep',
        message: 'Lists and maps are nested too deep here.',
        hint: 'Check the brackets.',
      };
    case 'TAG_RESOLVE_FAILED':
      return explainTag(offset, written);
    case 'BAD_SCALAR_START':
      return {
        offset,
        rule: 'files/missing-quotes',
        message: `A text that begins with ${written} needs quotes in YAML.`,
        hint: 'Put the whole text in quotes.',
      };
    case 'BAD_ALIAS':
      return {
        offset,
        rule: 'files/missing-quotes',
        message: 'A text that begins with * needs quotes in YAML.',
        hint: 'Put the whole text in quotes.',
      };
    case 'BAD_DQ_ESCAPE':
      return {
        offset,
        rule: 'files/escape',
        message: `${message.replace('Invalid escape sequence ', '')} is no escape that text in double quotes knows.`,
        hint: 'Write the backslash twice, or use single quotes, in which it stands for itself.',
      };
    case 'UNEXPECTED_TOKEN':
      return explainAfterValue(source, offset);
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return explainKey(source, offset, line);
    case 'BAD_INDENT':
      return explainUnclosed(source, document, offset, message) ?? indentation(source, offset);
    case 'MISSING_CHAR':
      return explainUnclosed(source, document, offset, message) ?? explainMissing(source, offset, line, message);
    default:
      return undefined;
  }
}

function explainTag(offset: number, tag: string): Explanation {
  return {
    offset,
    rule: 'files/tag',
    message: `${tag} is a tag, and nothing here gives it a meaning.`,
    hint: /^![A-Z]/.test(tag)
      ? `CloudFormation's functions work in its templates only: write the value itself, its name or a variable, "\${NAME}".`
      : 'Remove the tag, or put the text in quotes.',
  };
}

/** Something follows a value that was already complete: mostly quotes. */
function explainAfterValue(source: Source, offset: number): Explanation | undefined {
  const before = source.text.slice(source.lineStart(offset), offset);
  const from = source.text.slice(offset, source.lineEnd(offset));
  if (/""$|''$/.test(before)) {
    return { ...doubledQuote(offset - 2), offset: offset - 2 };
  }
  if (/["']$/.test(before) && /^["']/.test(from)) return doubledQuote(offset);
  if (/["']\s*$/.test(before)) {
    return {
      offset,
      rule: 'files/unescaped-quote',
      message: 'The text in quotes ended before this.',
      hint: "A quote inside a text: write \\\" in double quotes, '' in single quotes. Else put the whole value in quotes.",
    };
  }
  if (from.startsWith('- ')) {
    return {
      offset,
      rule: 'files/yaml-syntax',
      message: 'A list cannot begin on the line of its key.',
      hint: 'Begin it on the next line, or write it as [one, two].',
    };
  }
  return undefined;
}

function doubledQuote(offset: number): Explanation {
  return {
    offset,
    rule: 'files/doubled-quote',
    message: 'There is one quote too many here.',
    hint: 'Remove one of the two.',
  };
}

/** A line that was to be `key: value` and is not, or is so twice. */
function explainKey(source: Source, offset: number, line: string): Explanation {
  const rest = source.text.slice(offset, source.lineEnd(offset));
  const before = source.text.slice(source.lineStart(offset), offset);
  if (/:\s+$/.test(before)) {
    if (/:(\s|$)/.test(rest)) {
      return {
        offset,
        rule: 'files/missing-quotes',
        message: 'This value holds a colon and a space, which begins a value in YAML.',
        hint: 'Put the whole value in quotes.',
      };
    }
    return indentation(source, nextLine(source, offset));
  }
  return explainLine(source, offset, line);
}

function explainMissing(source: Source, offset: number, line: string, message: string): Explanation | undefined {
  if (message.includes('between flow')) {
    return {
      offset,
      rule: 'files/missing-comma',
      message: 'A comma is missing before this.',
      hint: 'Separate the items by commas; put a text that holds brackets in quotes.',
    };
  }
  return message.includes('map values') ? explainLine(source, offset, line) : undefined;
}

function explainLine(source: Source, offset: number, line: string): Explanation {
  const start = source.lineStart(offset) + line.search(/\S/);
  const content = line.trim();
  if (/^-[^\s-]/.test(content)) return missingSpace(start + 1, 'dash', '- item');
  const colon = /^[\w.-]+:(?=\S)/.exec(content);
  if (colon) return missingSpace(start + colon[0].length, 'colon', 'key: value');
  return {
    offset: start,
    rule: 'files/missing-colon',
    message: 'This line is neither `key: value` nor the item of a list.',
    hint: 'Add the colon, or indent the line if it goes on with the text above.',
  };
}

function missingSpace(offset: number, sign: string, example: string): Explanation {
  return {
    offset,
    rule: 'files/missing-space',
    message: `A space is missing after the ${sign}.`,
    hint: `Write \`${example}\`.`,
  };
}

function indentation(source: Source, offset: number): Explanation {
  const start = source.lineStart(offset);
  return {
    offset: start + Math.max(source.line(offset).search(/\S/), 0),
    rule: 'files/indentation',
    message: 'This line is indented differently from the lines it belongs to.',
    hint: 'Give the keys of one map, and the dashes of one list, the same indentation.',
  };
}

function nextLine(source: Source, offset: number): number {
  const end = source.lineEnd(offset);
  return end + Math.max(source.text.slice(end).search(/\S/), 0);
}

/** A quote or bracket that is opened and never closed, reported where it opens. */
function explainUnclosed(
  source: Source,
  document: YamlDocument,
  offset: number,
  message: string,
): Explanation | undefined {
  if (!/closing|end with a/.test(message)) return undefined;
  const isQuote = message.includes('closing');
  let opened: number | undefined;
  visit(document, {
    Node: (_key, node: Node) => {
      const [start = 0, , end = 0] = node.range ?? [];
      const fits = isQuote ? isScalar(node) && /^["']/.test(source.text.slice(start, start + 1)) : isFlow(node);
      if (fits && start < offset && end >= offset) opened = start;
    },
  });
  const sign = source.text.slice(opened ?? offset, (opened ?? offset) + 1);
  return {
    offset: opened ?? offset,
    rule: 'files/unclosed',
    message: isQuote ? 'The quote that opens here is never closed.' : `The ${sign} that opens here is never closed.`,
    hint: isQuote ? 'Close the quote.' : `Close it, or indent what follows if it belongs inside.`,
  };
}

function isFlow(node: Node): boolean {
  return isCollection(node) && node.flow === true;
}
