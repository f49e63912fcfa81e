import type {
  DeleteDashboardsInput,
  GetDashboardInput,
  GetDashboardOutput,
  ListDashboardsInput,
  ListDashboardsOutput,
  PutDashboardInput,
  PutDashboardOutput,
} from '@aws-sdk/client-cloudwatch';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Dashboard } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { checkBody, invalidDashboard } from './dashboard-body.ts';

/** CloudWatch's dashboards. */
export const dashboardOperations: OperationTable = {
  'cloudwatch:PutDashboard': putDashboard,
  'cloudwatch:GetDashboard': getDashboard,
  'cloudwatch:ListDashboards': listDashboards,
  'cloudwatch:DeleteDashboards': deleteDashboards,
};

const find = (world: World, name: string | undefined): Dashboard | undefined =>
  world.dashboards.find((dashboard) => dashboard.name === name);

/** Dashboards have no region. */
const dashboardArn = ({ account }: World, name: string): string => `arn:aws:cloudwatch::${account}:dashboard/${name}`;

/** Creates a dashboard or replaces its body, and gives back what CloudWatch only warns of. */
function putDashboard(world: World, input: PutDashboardInput): PutDashboardOutput {
  const { DashboardName: name = '', DashboardBody: body = '' } = input;
  // Source: API reference, PutDashboard.
  if (!/^[\w-]{1,255}$/.test(name))
    throw invalidDashboard('The field DashboardName must only contain alphanumeric characters, dash and underscore');
  const warnings = checkBody(body);
  const known = find(world, name);
  if (known) Object.assign(known, { body, modifiedAt: world.now });
  else world.dashboards.push({ name, body, modifiedAt: world.now });
  return { DashboardValidationMessages: warnings };
}

function getDashboard(world: World, { DashboardName = '' }: GetDashboardInput): GetDashboardOutput {
  const dashboard = find(world, DashboardName);
  if (!dashboard) throw new Fault('DashboardNotFoundError', `Dashboard ${DashboardName} does not exist`, 404);
  return {
    DashboardArn: dashboardArn(world, dashboard.name),
    DashboardBody: dashboard.body,
    DashboardName: dashboard.name,
  };
}

function listDashboards(world: World, input: ListDashboardsInput): ListDashboardsOutput {
  const found = world.dashboards
    .filter(({ name }) => name.startsWith(input.DashboardNamePrefix ?? ''))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: world.scenario.pageSize,
    badToken: () => new Fault('InvalidParameterValueException', 'The NextToken is not valid.'),
  });
  return {
    DashboardEntries: items.map(({ name, body, modifiedAt }) => ({
      DashboardName: name,
      DashboardArn: dashboardArn(world, name),
      LastModified: new Date(modifiedAt),
      Size: Buffer.byteLength(body),
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

/**
 * Those that are there; of others CloudWatch says nothing.
 *
 * Source: the SDK's model of DeleteDashboards, which has no error for them, and attempts to delete as many as possible.
 */
function deleteDashboards(world: World, { DashboardNames = [] }: DeleteDashboardsInput): object {
  if (DashboardNames.length === 0 || DashboardNames.length > 100)
    throw new Fault('InvalidParameterValueException', 'DashboardNames must have 1 to 100 names.');
  const left = world.dashboards.filter(({ name }) => !DashboardNames.includes(name));
  world.dashboards.splice(0, Infinity, ...left);
  return {};
}
