import { isCollection, isScalar, visit, type Document as YamlDocument, type Node, type YAMLError } from 'yaml';
import type { Diagnostic } from './diagnostics.ts';
import { DEEPEST } from './places.ts';
import type { Source } from './source.ts';
import { doubledQuote, invalidEscape, tooDeep, unescapedQuote, unquotedPlaceholder, type Wording } from './wording.ts';

/** What is wrong, and at which offset. */
type Explanation = readonly [offset: number, wording: Wording];

/** A file that is broken in more lines than this is better looked at from its first error on. */
const MOST_EXPLAINED = 20;

/** What the parser says of one line: the first is the cause, and some say it better. */
const MOST_OF_A_LINE = 5;

/** How far around an error a line is looked at. */
const REACH = 1000;

/**
 * Says what the YAML parser's errors and warnings mean to the person who wrote the file.
 *
 * One a line: what the parser says next about a line it could not read is mostly an echo.
 */
export function explainSyntax(source: Source, document: YamlDocument): Diagnostic[] {
  const perLine = new Map<number, Diagnostic>();
  const exhausted = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  const seen = new Map<number, number>();
  for (const error of exhausted ? [exhausted] : [...document.errors, ...document.warnings]) {
    if (perLine.size === MOST_EXPLAINED || seen.size > 3 * MOST_EXPLAINED) break;
    const line = source.lineNumber(error.pos[0]);
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);
    if (count > MOST_OF_A_LINE) continue;
    const [offset, [rule, message, hint]] = explain(source, document, error);
    const at = source.at(offset);
    if (!perLine.has(at.line)) perLine.set(at.line, { rule, severity: 'error', message, hint, at });
    // The document ended there: all that follows is strange to the parser, whatever it is.
    if (error.message.includes('in YAML stream')) break;
  }
  return [...perLine.values()];
}

function explain(source: Source, document: YamlDocument, error: YAMLError): Explanation {
  const [offset, end] = error.pos;
  return (
    placeholderBefore(source, offset) ??
    explainByCode(source, document, error, source.text.slice(offset, end)) ?? [
      offset,
      [
        'files/yaml-syntax',
        // What follows a colon is the file's text, which may be a secret.
        `This is not YAML: ${error.message.replace(/:.*/s, '')}.`,
        'Check the indentation and the quotes of this line and the one above.',
      ],
    ]
  );
}

/** A placeholder in the line, before or at the place where the parser stumbled. */
function placeholderBefore(source: Source, offset: number): Explanation | undefined {
  const start = Math.max(source.lineStart(offset), offset - REACH);
  const near = source.text.slice(start, Math.min(source.lineEnd(offset), offset + REACH));
  // ${NAME} is a text in YAML, except inside brackets, where the parser stumbles over its brace.
  const placeholder = Array.from(near.matchAll(UNQUOTED_PLACEHOLDER)).find(({ index, 0: { length } }) =>
    source.text.startsWith('$', start + index)
      ? offset > start + index && offset < start + index + length
      : offset >= start + index - 1,
  );
  return placeholder && [start + placeholder.index, unquotedPlaceholder(placeholder[0])];
}

// {{NAME}}, ${NAME}, %NAME% or @NAME@ where a value begins: after an indent, a key, a dash, a bracket or a comma.
const UNQUOTED_PLACEHOLDER = /(?<=^\s*|[:,[-]\s*)(?:\{\{.*?\}\}|\$\{.*?\}|%\w+%|@\w+@)/g;

function explainByCode(
  source: Source,
  document: YamlDocument,
  { code, message, pos: [offset] }: YAMLError,
  written: string,
): Explanation | undefined {
  switch (code) {
    case 'TAB_AS_INDENT':
      return [
        offset,
        ['files/tab-indent', 'A tab indents this line; YAML allows only spaces there.', 'Replace the tab by spaces.'],
      ];
    case 'RESOURCE_EXHAUSTION':
      return [deepBracket(source.text) ?? offset, tooDeep()];
    case 'TAG_RESOLVE_FAILED':
      return [offset, unknownTag(written)];
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return [
        offset,
        [
          'files/missing-quotes',
          `A text that begins with ${written} needs quotes in YAML.`,
          'Put the whole text in quotes.',
        ],
      ];
    case 'BLOCK_IN_FLOW':
      return [offset, missingComma('Here one item runs into the next without a comma.')];
    case 'BAD_DQ_ESCAPE':
      return [offset, invalidEscape(source.text.slice(offset, offset + 2))];
    case 'UNEXPECTED_TOKEN':
      return afterValue(source, offset);
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return nestedInLine(source, offset) ?? noKey(source, offset);
    case 'BAD_INDENT':
      return unclosed(source, document, offset, message) ?? indentation(source, offset);
    case 'MISSING_CHAR':
      if (message.includes('map values')) return noKey(source, offset);
      return message.includes('between flow') ? [offset, missingComma()] : unclosed(source, document, offset, message);
    default:
      return undefined;
  }
}

/** The first bracket nested too deep: where the parser itself gives up depends on the machine. */
function deepBracket(text: string): number | undefined {
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/[[\]{}]/g)) {
    depth += '[{'.includes(sign) ? 1 : -1;
    if (depth > DEEPEST) return index;
  }
  return undefined;
}

function unknownTag(tag: string): Wording {
  if (!CLOUDFORMATION_TAG.test(tag)) {
    return [
      'files/tag',
      'This is a tag, and nothing here gives it a meaning.',
      'Remove it, or put the text in quotes.',
    ];
  }
  return [
    'files/tag',
    `${tag} is a function of CloudFormation, which works in its templates only.`,
    'Write the value itself, a name that is looked up, or a variable, "${NAME}".',
  ];
}

// CloudFormation's intrinsic functions in their short form.
const CLOUDFORMATION_TAG =
  /^!(?:Ref|Sub|GetAtt|GetAZs|Join|Select|Split|If|And|Or|Not|Equals|Condition|ImportValue|FindInMap|Base64|Cidr|Transform)$/;

/** Something follows a value that was complete already: mostly quotes. */
function afterValue(source: Source, offset: number): Explanation | undefined {
  const before = source.text.slice(source.lineStart(offset), offset);
  const from = source.text.slice(offset, source.lineEnd(offset));
  if (/""$|''$/.test(before)) return [offset - 2, doubledQuote()];
  if (/["']$/.test(before) && /^["']/.test(from)) return [offset, doubledQuote()];
  if (from.startsWith(',')) {
    return [offset, ['files/extra-comma', 'YAML has no comma here.', 'Remove it.']];
  }
  if (/["']\s*$/.test(before)) {
    return [offset, unescapedQuote('Put quotes of the other kind around the whole text, single or double.')];
  }
  if (/^[}\]]/.test(from)) {
    return [offset, ['files/unopened', `This ${from.slice(0, 1)} closes nothing.`, 'Remove it, or open it before.']];
  }
  if (/[}\]]\s*$/.test(before)) return [offset, missingComma()];
  if (/^\s*$/.test(before)) return [offset, listBesideKeys()];
  if (!from.startsWith('- ')) return undefined;
  return [
    offset,
    [
      'files/yaml-syntax',
      'A list cannot begin on the line of its key.',
      'Begin it on the next line, or write [one, two].',
    ],
  ];
}

/** A value that seems to hold keys itself: by a colon in its text, or by the indentation of the next line. */
function nestedInLine(source: Source, offset: number): Explanation | undefined {
  const end = source.lineEnd(offset);
  if (!/:\s+$/.test(source.text.slice(source.lineStart(offset), offset))) return undefined;
  if (!/:(?:\s|$)/.test(source.text.slice(offset, end))) {
    return indentation(source, end + source.text.slice(end).search(/\S|$/));
  }
  return [
    offset,
    [
      'files/missing-quotes',
      'This value holds a colon and a blank, which YAML reads as a key.',
      'Put the whole value in quotes.',
    ],
  ];
}

/** A line that was to be `key: value` and is not. */
function noKey(source: Source, offset: number): Explanation {
  const content = source.line(offset).trim();
  const start = source.lineStart(offset) + source.line(offset).search(/\S|$/);
  if (/^-\s/.test(content)) return [start, listBesideKeys()];
  if (/^-[^\s-]/.test(content)) return missingSpace(start + 1, 'dash', '- item');
  const colon = /^[\w.-]+:(?=\S)/.exec(content);
  if (colon) return missingSpace(start + colon[0].length, 'colon', 'key: value');
  return [
    start,
    [
      'files/missing-colon',
      'This line is neither `key: value` nor the item of a list.',
      'Add the colon, or indent the line if it goes on with the text above.',
    ],
  ];
}

function missingSpace(offset: number, sign: string, example: string): Explanation {
  return [offset, ['files/missing-space', `A space is missing after the ${sign}.`, `Write \`${example}\`.`]];
}

function missingComma(message = 'A comma is missing before this.'): Wording {
  return [
    'files/missing-comma',
    message,
    'Separate the items by commas; put a text that holds brackets or colons in quotes.',
  ];
}

function listBesideKeys(): Wording {
  return [
    'files/indentation',
    'The items of a list and keys stand side by side here.',
    'Indent the lines that belong to the line above.',
  ];
}

function indentation(source: Source, offset: number): Explanation {
  return [
    source.lineStart(offset) + source.line(offset).search(/\S|$/),
    [
      'files/indentation',
      'This line is indented differently from the lines it belongs to.',
      'Give the keys of one map, and the dashes of one list, the same indentation.',
    ],
  ];
}

/** A quote or bracket that is never closed, reported where it opens. */
function unclosed(source: Source, document: YamlDocument, offset: number, message: string): Explanation | undefined {
  if (!/closing|end with a/.test(message)) return undefined;
  const isQuote = message.includes('closing');
  const around = closable(document).findLast(
    ({ start, end, isQuoted }) => start < offset && end >= offset && isQuoted === isQuote,
  );
  const opened = around?.start ?? offset;
  const sign = source.text.slice(opened, opened + 1);
  return [
    opened,
    [
      'files/unclosed',
      `The ${sign} that opens here is never closed.`,
      'Close it, or indent what follows if that belongs inside.',
    ],
  ];
}

/** Something that a quote or a bracket opens and another one closes. */
interface Closable {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** By document: each of its errors asks for them, and there can be many of both. */
const CLOSABLE = new WeakMap<YamlDocument, readonly Closable[]>();

/** In the order of the text, what is inside after what is around it. */
function closable(document: YamlDocument): readonly Closable[] {
  const known = CLOSABLE.get(document);
  if (known) return known;
  const found: Closable[] = [];
  visit(document, {
    Node: (_, node) => {
      if (node.range && (isQuoted(node) || isFlow(node)))
        found.push({ start: node.range[0], end: node.range[2], isQuoted: isQuoted(node) });
    },
  });
  CLOSABLE.set(document, found);
  return found;
}

function isQuoted(node: Node): boolean {
  return isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
}

function isFlow(node: Node): boolean {
  return isCollection(node) && node.flow === true;
}
