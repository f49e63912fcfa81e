import { isAwsError } from '../errors.ts';
import type { Wire } from '../wire.ts';

/** Dashboards of CloudWatch. They have no region, and no tags that this project uses. */
export function dashboards(wire: Wire) {
  return {
    /** The body of the dashboard, JSON as it was given; undefined when there is none of that name. */
    async find(name: string): Promise<string | undefined> {
      try {
        return (await wire.call('cloudwatch:GetDashboard', { DashboardName: name })).DashboardBody;
      } catch (error) {
        if (isAwsError(error, 'missing')) return undefined;
        throw error;
      }
    },
    /** Creates the dashboard or replaces its body; resolves with what CloudWatch takes exception to. */
    async put(name: string, body: string): Promise<string[]> {
      const answer = await wire.call('cloudwatch:PutDashboard', { DashboardName: name, DashboardBody: body });
      return (answer.DashboardValidationMessages ?? []).map(
        ({ DataPath = '', Message = '' }) => `${DataPath}: ${Message}`,
      );
    },
    /** Deletes a dashboard; none there is as good. */
    async remove(name: string): Promise<void> {
      try {
        await wire.call('cloudwatch:DeleteDashboards', { DashboardNames: [name] });
      } catch (error) {
        if (!isAwsError(error, 'missing')) throw error;
      }
    },
  };
}
