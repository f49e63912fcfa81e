import { isScalar, parseAllDocuments, type Node } from 'yaml';
import { Diagnostics, type Diagnostic } from './diagnostics.ts';
import type { Document } from './document.ts';
import type { Source } from './source.ts';
import { YamlReader } from './yaml-reader.ts';
import { explainSyntax } from './yaml-syntax.ts';

/** What can still be trusted in a file with syntax errors: each of these stands in one place and needs no structure. */
const FOUND_BESIDE_SYNTAX_ERRORS = ['files/unquoted-placeholder', 'files/unknown-anchor', 'files/number'];

/**
 * Reads YAML 1.2 (core schema), with anchors, aliases and merge keys.
 *
 * Reports every error. Returns undefined when the text is not well-formed; a value that is merely unfit (an unknown tag,
 * a number that cannot be kept) stands in the document as the text that was written, so that checking can go on.
 */
export function parseYaml(source: Source, diagnostics: Diagnostics): Document | undefined {
  // A `---` at the end makes an empty document, which says nothing.
  const [document, second] = documentsIn(source.text).filter(
    ({ contents, errors }) => errors.length > 0 || !isNothing(contents),
  );
  if (!document) {
    const hint = 'Fill it, or remove the path to it.';
    diagnostics.error(source.at(0), 'files/empty', 'This file holds nothing but blanks and comments.', hint);
    return undefined;
  }

  const syntax = withoutAftermath(explainSyntax(source, document));
  const isBroken = document.errors.length > 0;
  const brokenLines = new Set(syntax.map(({ at }) => at?.line));
  const found = new Diagnostics();
  const reader = new YamlReader(source, found);
  const value = reader.read(document.contents);
  const trusted = found.all.filter(
    ({ rule, at }) => !isBroken || (FOUND_BESIDE_SYNTAX_ERRORS.includes(rule) && !brokenLines.has(at?.line)),
  );
  [...syntax, ...trusted]
    .toSorted((one, other) => (one.at?.line ?? 0) - (other.at?.line ?? 0))
    .forEach((diagnostic) => diagnostics.add(diagnostic));

  if (second) {
    diagnostics.error(
      source.at(startOfDocument(source.text, second.range[0])),
      'files/several-documents',
      'A second YAML document begins here; one file holds one.',
      'Move it to a file of its own, or remove the `---`.',
    );
  }
  return isBroken || second || reader.isOverflowing ? undefined : reader.documentOf(value);
}

function documentsIn(text: string) {
  const { stackTraceLimit } = Error;
  // The parser makes an Error of everything that is wrong; where it made it takes most of the time, and nobody asks.
  Error.stackTraceLimit = 0;
  try {
    return parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      resolveKnownTags: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** After a tab every later line is off, as the parser sees it: that is one mistake, and not as many as there are lines. */
function withoutAftermath(found: readonly Diagnostic[]): Diagnostic[] {
  const tab = found.find(({ rule }) => rule === 'files/tab-indent')?.at?.line ?? Infinity;
  return found.filter(({ rule, at }) => rule !== 'files/indentation' || (at?.line ?? 0) < tab);
}

function isNothing(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && !node.source);
}

/** The offset of the `---` that begins the document whose content begins at the offset. */
function startOfDocument(text: string, offset: number): number {
  const marker = text.lastIndexOf('\n---', offset);
  return marker === -1 ? offset : marker + 1;
}
