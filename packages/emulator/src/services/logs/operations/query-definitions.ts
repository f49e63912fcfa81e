import type {
  DeleteQueryDefinitionRequest,
  DeleteQueryDefinitionResponse,
  DescribeQueryDefinitionsRequest,
  DescribeQueryDefinitionsResponse,
  PutQueryDefinitionRequest,
  PutQueryDefinitionResponse,
} from '@aws-sdk/client-cloudwatch-logs';

import { Fault } from '../../../fault.ts';
import type { QueryDefinition } from '../model.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { uuid } from '../../../world/random.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { INVALID } from './invalid.ts';

/** The saved queries of Logs Insights. */
export const queryDefinitionOperations: OperationTable = {
  'logs:DeleteQueryDefinition': deleteQueryDefinition,
  'logs:DescribeQueryDefinitions': describeQueryDefinitions,
  'logs:PutQueryDefinition': putQueryDefinition,
};

// Source: CloudWatch Logs's guide, "CloudWatch Logs quotas"; botocore's model for the lengths.
const MOST_QUERIES = 1000;
const LONGEST_NAME = 255;
const LONGEST_QUERY = 10_000;
const MOST_GROUPS = 50;

/**
 * Without an id, creates a query, even where there is one of its name; with one, replaces that query whole.
 *
 * Source: the API reference of PutQueryDefinition. Throws ResourceNotFoundException for an id of nothing.
 */
function putQueryDefinition(world: World, input: PutQueryDefinitionRequest): PutQueryDefinitionResponse {
  const name = required(input.name, 'name', INVALID);
  const queryString = required(input.queryString, 'queryString', INVALID);
  const logGroupNames = input.logGroupNames ?? [];
  within(name.length, 'name', [1, LONGEST_NAME], INVALID);
  within(queryString.length, 'queryString', [1, LONGEST_QUERY], INVALID);
  within(logGroupNames.length, 'logGroupNames', [0, MOST_GROUPS], INVALID);
  const id = input.queryDefinitionId;
  const known = id === undefined ? undefined : query(world, id);
  if (!known && world.queryDefinitions.length >= MOST_QUERIES)
    throw new Fault('LimitExceededException', 'Resource limit exceeded.');
  const definition: QueryDefinition = {
    id: known?.id ?? uuid(world, 'calls'),
    name,
    queryString,
    logGroupNames,
    lastModifiedAt: world.now,
  };
  if (known) world.queryDefinitions.splice(world.queryDefinitions.indexOf(known), 1, definition);
  else world.queryDefinitions.push(definition);
  return { queryDefinitionId: definition.id };
}

function describeQueryDefinitions(
  world: World,
  input: DescribeQueryDefinitionsRequest,
): DescribeQueryDefinitionsResponse {
  const { queryDefinitionNamePrefix = '', maxResults } = input;
  within(maxResults, 'maxResults', [1, 1000], INVALID);
  const found = world.queryDefinitions.filter(({ name }) => name.startsWith(queryDefinitionNamePrefix));
  const { items, nextToken } = page(found, {
    token: input.nextToken,
    size: maxResults ?? world.scenario.pageSize,
    badToken: () => new Fault(INVALID, 'The specified nextToken is invalid.'),
  });
  return {
    queryDefinitions: items.map(({ id, name, queryString, logGroupNames, lastModifiedAt }) => ({
      queryDefinitionId: id,
      name,
      queryString,
      logGroupNames: [...logGroupNames],
      lastModified: lastModifiedAt,
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function deleteQueryDefinition(world: World, input: DeleteQueryDefinitionRequest): DeleteQueryDefinitionResponse {
  const known = query(world, required(input.queryDefinitionId, 'queryDefinitionId', INVALID));
  world.queryDefinitions.splice(world.queryDefinitions.indexOf(known), 1);
  return { success: true };
}

function query(world: World, wanted: string): QueryDefinition {
  const found = world.queryDefinitions.find(({ id }) => id === wanted);
  if (!found) throw new Fault('ResourceNotFoundException', `The specified query definition does not exist: ${wanted}`);
  return found;
}
