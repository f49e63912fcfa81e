import type { Diagnostics, Position } from './diagnostics.ts';
import type { Document } from './document.ts';
import { parsedOnce } from './parsed-once.ts';
import { resolveInside } from './resolve.ts';
import type { Workspace } from './workspace.ts';

/**
 * Reads the YAML or JSON file that a path names, written at a position (none: an action's input).
 *
 * Positions in it name the file from the workspace's root. Returns undefined when an error was reported.
 */
export async function loadDocument(
  workspace: Workspace,
  path: string,
  at: Position | undefined,
  diagnostics: Diagnostics,
): Promise<Document | undefined> {
  const file = await resolveInside(workspace, path, at, diagnostics);
  if (file === undefined) return undefined;
  const bytes = await workspace.read(file);
  if (bytes) return parsedOnce(workspace, file, bytes, diagnostics);
  diagnostics.error(at, 'files/unreadable', `${file} cannot be read.`, 'Check its permissions.');
  return undefined;
}
