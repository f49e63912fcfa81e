import { drive } from './process.ts';
import { addressText } from './address.ts';
import { DEFAULT_PARALLEL, type ApplyContext, type Outcome } from './apply.ts';
import { gateFor } from './gate.ts';
import type { Report } from './report.ts';
import type { Undo } from './resource.ts';

/**
 * Goes back over what a run applied, and tells of each resource that it wrote what became of it.
 *
 * The order is the engine's own, and not that of the dependencies turned round: all go back side by side, whatever waited
 * for what on the way there; then, whatever became of them, those that come last. One that fails keeps no other from going
 * back. What has no way back stays as it was written, and is listed so; what this run did not write is not listed.
 */
export async function undo<End extends Report>(
  outcomes: readonly Outcome<End>[],
  context: ApplyContext,
): Promise<(End | Report)[]> {
  const gate = gateFor(context.maxParallel ?? DEFAULT_PARALLEL);
  const reports = new Map<Outcome<End>, End | Report>();

  async function goBack(outcome: Outcome<End>): Promise<void> {
    const leave = await gate.enter();
    try {
      const report = await undone(outcome, context);
      if (report) reports.set(outcome, report);
    } finally {
      leave();
    }
  }

  const comesLast = (outcome: Outcome<End>): boolean => undoOf(outcome)?.comesLast === true;
  await Promise.all(outcomes.filter((outcome) => !comesLast(outcome)).map(goBack));
  await Promise.all(outcomes.filter(comesLast).map(goBack));
  return outcomes.flatMap((outcome) => reports.get(outcome) ?? []);
}

function undoOf<End extends Report>(outcome: Outcome<End>): Undo<End> | undefined {
  return 'undo' in outcome ? outcome.undo : undefined;
}

async function undone<End extends Report>(
  outcome: Outcome<End>,
  { clock, signal }: ApplyContext,
): Promise<End | Report | undefined> {
  const way = undoOf(outcome);
  if (!way)
    return isWritten(outcome) ? stays(outcome, 'it has no way back, and stays as this run wrote it') : undefined;
  if (signal?.aborted) return ended(outcome, 'cancelled', 'the run was cancelled before it went back');
  try {
    const begun = await way.begin({ signal, end: 'end' in outcome ? outcome.end : undefined });
    if (begun === undefined) return undefined;
    return 'nothing' in begun ? stays(outcome, begun.nothing) : await drive(begun.process, { clock, signal });
  } catch (error) {
    if (signal?.aborted) return ended(outcome, 'cancelled', 'the run was cancelled while it went back');
    return ended(outcome, 'failed', error instanceof Error ? error.message : String(error), hintOf(error));
  }
}

/** Whether this run wrote anything of a resource, the first of several writes included. */
function isWritten(outcome: Outcome): boolean {
  if (outcome.resource.changes.action === 'watch') return false;
  if (outcome.result === 'failed') return outcome.outputs !== undefined || outcome.completedWrites !== undefined;
  return outcome.result === 'applied';
}

function stays({ address }: Outcome, because: string): Report {
  return {
    subject: address,
    status: 'left',
    statusText: 'stays',
    cause: { kind: 'nothing-to-undo', summary: because },
    facts: { columns: [] },
    sections: [],
  };
}

function ended({ address }: Outcome, status: 'cancelled' | 'failed', because: string, hint?: string): Report {
  const left = `Look at ${addressText(address)}: what this run changed of it may still be there.`;
  return {
    subject: address,
    status,
    failedText: 'was not put back',
    cause: { kind: 'not-undone', summary: because, hint: hint ?? left },
    facts: { columns: [] },
    sections: [],
  };
}

/** What to do about an error, where its kind knows it. */
function hintOf(error: unknown): string | undefined {
  return error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined;
}
