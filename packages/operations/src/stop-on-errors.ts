import { DiagnosedError, type Diagnostics } from '@fargate-actions/documents';

/**
 * Stops a run whose files or inputs have errors, with all that was found.
 *
 * @throws DiagnosedError
 */
export function stopOnErrors(diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) throw new DiagnosedError(diagnostics.all);
}
