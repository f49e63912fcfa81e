import type {
  DeleteMetricFilterRequest,
  DescribeMetricFiltersRequest,
  DescribeMetricFiltersResponse,
  MetricTransformation,
  PutMetricFilterRequest,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { MetricFilter } from '../model.ts';
import { lineMatch } from '../behaviour/filter-pattern.ts';
import { isSelector } from '../behaviour/json-selector.ts';
import { PatternError } from '../behaviour/pattern-error.ts';
import type { LogGroup } from '../model.ts';
import type { World } from '../../../world/world.ts';
import { UNIT_NAMES } from '../../cloudwatch/operations/units.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { logGroup } from './groups.ts';
import { INVALID } from './invalid.ts';

/** CloudWatch Logs's operations on metric filters. */
export const metricFilterOperations: OperationTable = {
  'logs:DeleteMetricFilter': deleteMetricFilter,
  'logs:DescribeMetricFilters': describeMetricFilters,
  'logs:PutMetricFilter': putMetricFilter,
};

// Source: CloudWatch Logs's guide, "CloudWatch Logs quotas"; botocore's model for the others.
const MOST_FILTERS = 100;
const LONGEST_PATTERN = 1024;
const LONGEST_FILTER_NAME = 512;
const LONGEST_METRIC_NAME = 255;
const MOST_DIMENSIONS = 3;

/** Creates a filter, or replaces the one of that name whole. */
function putMetricFilter(world: World, input: PutMetricFilterRequest): object {
  const group = logGroup(world, input.logGroupName);
  const name = filterName(input.filterName);
  const pattern = input.filterPattern;
  if (pattern === undefined) throw new Fault(INVALID, "Value at 'filterPattern' must not be null");
  within(pattern.length, 'filterPattern', [0, LONGEST_PATTERN], INVALID);
  checkPattern(pattern);
  const transformations = required(input.metricTransformations, 'metricTransformations', INVALID);
  within(transformations.length, 'metricTransformations', [1, 1], INVALID);
  const [given] = transformations;
  const transformation = checkedTransformation(given ?? {});
  const place = placeOf(group, name);
  if (place < 0 && group.metricFilters.length >= MOST_FILTERS)
    throw new Fault('LimitExceededException', 'Resource limit exceeded.');
  const filter: MetricFilter = { name, pattern, transformation, createdAt: world.now };
  group.metricFilters.splice(place < 0 ? group.metricFilters.length : place, place < 0 ? 0 : 1, filter);
  return {};
}

function checkPattern(pattern: string): void {
  try {
    lineMatch(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw new Fault(INVALID, `Invalid metric filter pattern: ${error.message}`);
    throw error;
  }
}

function filterName(given: string | undefined): string {
  const name = required(given, 'filterName', INVALID);
  if (!/^[^:*]+$/.test(name) || name.length > LONGEST_FILTER_NAME)
    throw new Fault(INVALID, `Value '${name}' at 'filterName' is no name of a metric filter: no ':' and '*' in it.`);
  return name;
}

function checkedTransformation(given: Partial<MetricTransformation>): MetricTransformation {
  const metricName = nameWithin(given.metricName, 'metricTransformations.1.member.metricName');
  const metricNamespace = nameWithin(given.metricNamespace, 'metricTransformations.1.member.metricNamespace');
  const metricValue = required(given.metricValue, 'metricTransformations.1.member.metricValue', INVALID);
  const { defaultValue, dimensions, unit = 'None' } = given;
  if (!isSelector(metricValue) && !Number.isFinite(Number(metricValue)))
    throw new Fault(INVALID, 'Invalid metric transformation: metricValue must be a number or a field of the pattern.');
  if (dimensions && defaultValue !== undefined)
    throw new Fault(
      INVALID,
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
    );
  if (!Object.values(dimensions ?? {}).every(isSelector))
    throw new Fault(INVALID, 'Invalid metric transformation: a dimension must be a field of the pattern.');
  if (!UNIT_NAMES.includes(unit))
    throw new Fault(INVALID, `Value '${unit}' at 'metricTransformations.1.member.unit' is no unit of CloudWatch.`);
  if (Object.keys(dimensions ?? {}).length > MOST_DIMENSIONS)
    throw new Fault(INVALID, `Invalid metric transformation: at most ${String(MOST_DIMENSIONS)} dimensions.`);
  return {
    metricName,
    metricNamespace,
    metricValue,
    ...(defaultValue !== undefined && { defaultValue }),
    ...(dimensions && { dimensions }),
    // Source: the API reference of MetricTransformation: the unit that is not given is set to None.
    unit,
  };
}

function nameWithin(given: string | undefined, member: string): string {
  const name = required(given, member, INVALID);
  if (!/^[^:*$]+$/.test(name) || name.length > LONGEST_METRIC_NAME)
    throw new Fault(INVALID, `Value '${name}' at '${member}' failed to satisfy constraint: no ':', '*' and '$' in it.`);
  return name;
}

function describeMetricFilters(world: World, input: DescribeMetricFiltersRequest): DescribeMetricFiltersResponse {
  const { logGroupName, filterNamePrefix = '', metricName, metricNamespace } = input;
  if ((metricName === undefined) !== (metricNamespace === undefined))
    throw new Fault(INVALID, 'Metric name and metric namespace must be specified together.');
  within(input.limit, 'limit', [1, 50], INVALID);
  const groups = logGroupName === undefined ? world.logGroups : [logGroup(world, logGroupName)];
  const found = groups
    .flatMap((group) => group.metricFilters.map((filter) => ({ group, filter })))
    // "CloudWatch Logs uses the value that you set here only if you also include the logGroupName parameter."
    .filter(({ filter: { name } }) => logGroupName === undefined || name.startsWith(filterNamePrefix))
    .filter(({ filter: { transformation } }) => metricName === undefined || transformation.metricName === metricName)
    .filter(
      ({ filter: { transformation } }) =>
        metricNamespace === undefined || transformation.metricNamespace === metricNamespace,
    )
    .sort((one, other) => (one.filter.name < other.filter.name ? -1 : 1));
  const { items, nextToken } = page(found, {
    token: input.nextToken,
    size: input.limit ?? world.scenario.pageSize,
    badToken: () => new Fault(INVALID, 'The specified nextToken is invalid.'),
  });
  return {
    metricFilters: items.map(({ group, filter }) => ({
      filterName: filter.name,
      filterPattern: filter.pattern,
      metricTransformations: [{ ...filter.transformation }],
      creationTime: filter.createdAt,
      logGroupName: group.name,
      applyOnTransformedLogs: false,
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function deleteMetricFilter(world: World, input: DeleteMetricFilterRequest): object {
  const group = logGroup(world, input.logGroupName);
  const place = placeOf(group, filterName(input.filterName));
  if (place < 0) throw new Fault('ResourceNotFoundException', 'The specified metric filter does not exist.');
  group.metricFilters.splice(place, 1);
  return {};
}

const placeOf = ({ metricFilters }: LogGroup, wanted: string): number =>
  metricFilters.findIndex(({ name }) => name === wanted);
