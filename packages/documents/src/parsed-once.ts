import { Diagnostics } from './diagnostics.ts';
import type { Document } from './document.ts';
import { parseDocument } from './parse.ts';
import type { Workspace } from './workspace.ts';

/** A file as it was parsed last. */
interface Parsed {
  readonly bytes: Uint8Array;
  readonly document: Document | undefined;
  readonly found: Diagnostics;
}

const parsed = new WeakMap<Workspace, Map<string, Parsed>>();

/**
 * The document of a file's bytes, parsed once for as long as they stay the same.
 *
 * The environments of a stack are compared with each other and have most files in common: parsing them anew for each
 * takes longer than everything else that happens before the first call of AWS.
 */
export function parsedOnce(
  workspace: Workspace,
  file: string,
  bytes: Uint8Array,
  diagnostics: Diagnostics,
): Document | undefined {
  const files = parsed.get(workspace) ?? new Map<string, Parsed>();
  parsed.set(workspace, files);
  const known = files.get(file);
  const now = known && Buffer.compare(known.bytes, bytes) === 0 ? known : parse(file, bytes);
  files.set(file, now);
  for (const diagnostic of now.found.all) diagnostics.add(diagnostic);
  return now.document;
}

function parse(file: string, bytes: Uint8Array): Parsed {
  const found = new Diagnostics();
  return { bytes, document: parseDocument(bytes, file, found), found };
}
