import { addressText, type Outcome, type PlannedResource, type Report } from '@fargate-actions/engine';

/**
 * What people count of a resource: itself, and by itself each thing that its changes delete.
 *
 * One call may take many alarms; nobody looks for the call.
 */
export function eachAlone(resource: PlannedResource<Report>): PlannedResource<Report>[] {
  const { deletes = [], ...changes } = resource.changes;
  const deleted = deletes.map((address) => ({
    ...resource,
    address,
    changes: { action: 'delete', differences: [] } as const,
  }));
  return changes.action === 'delete' ? deleted : [{ ...resource, changes }, ...deleted];
}

/** The same of what became of it: when a write failed, what was deleted before is gone all the same. */
export function outcomesAlone(outcome: Outcome): Outcome[] {
  const { deletes = [] } = outcome.resource.changes;
  const completedWrites = outcome.result === 'failed' ? (outcome.completedWrites ?? []) : [];
  return eachAlone(outcome.resource).map((resource) => {
    const { address } = resource;
    const isDeleted = deletes.includes(address) && completedWrites.includes(addressText(address));
    return isDeleted ? { address, resource, result: 'applied', outputs: {} } : { ...outcome, address, resource };
  });
}
