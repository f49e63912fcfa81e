import { addressText, KnownAfterApply, type Outcome, type PlannedResource, type Report } from '@fargate-actions/engine';

/** The resources that were written, with the values that were known only after apply. */
export function settled(outcomes: readonly Outcome[]): PlannedResource<Report>[] {
  const known = new Map<string, string>(
    outcomes.flatMap((outcome) =>
      Object.entries(outputsOf(outcome)).map(
        ([field, value]) => [`${addressText(outcome.address)}.${field}`, value] as const,
      ),
    ),
  );
  return outcomes.filter(isWritten).map(({ resource }) => ({
    ...resource,
    changes: {
      ...resource.changes,
      differences: resource.changes.differences.map((difference) =>
        difference.to instanceof KnownAfterApply
          ? { ...difference, to: known.get(difference.to.what) ?? difference.to }
          : difference,
      ),
    },
  }));
}

function outputsOf(outcome: Outcome) {
  return (outcome.result === 'applied' || outcome.result === 'failed' ? outcome.outputs : undefined) ?? {};
}

function isWritten(outcome: Outcome): boolean {
  return outcome.result === 'applied' || (outcome.result === 'failed' && outcome.outputs !== undefined);
}
