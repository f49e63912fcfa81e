import type {
  GetResourcesInput,
  GetResourcesOutput,
  ResourceTagMapping,
  TagFilter,
} from '@aws-sdk/client-resource-groups-tagging-api';

import { Fault } from '../../../fault.ts';
import { alarmArn } from '../../cloudwatch/behaviour/alarms.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';

/** Resource Groups Tagging: what has which tags, whatever service it is of. Only alarms are in it here. */
export const taggedResourceOperations: OperationTable = { 'tag:GetResources': getResources };

/** The one type of resources that is emulated. */
const ALARMS = 'cloudwatch:alarm';

const invalid = (message: string): Fault => new Fault('InvalidParameterException', message);

/** Source: API reference, GetResources. */
function getResources(world: World, input: GetResourcesInput): GetResourcesOutput {
  const {
    ResourceTypeFilters = [],
    ResourceARNList,
    TagFilters = [],
    ResourcesPerPage = world.scenario.pageSize,
    TagsPerPage,
  } = input;
  if (ResourceARNList !== undefined || TagsPerPage !== undefined || input.IncludeComplianceDetails === true)
    throw invalid('ResourceARNList, TagsPerPage and IncludeComplianceDetails are not emulated.');
  if (ResourceTypeFilters.length !== 1 || ResourceTypeFilters[0] !== ALARMS)
    throw invalid(`ResourceTypeFilters other than ${ALARMS} are not emulated.`);
  checkFilters(TagFilters);
  if (ResourcesPerPage < 1 || ResourcesPerPage > 100)
    throw invalid(`ResourcesPerPage must be from 1 to 100, and not ${ResourcesPerPage}.`);
  const { items, nextToken = '' } = page(
    taggedAlarms(world).filter(({ Tags = [] }) =>
      TagFilters.every(({ Key, Values = [] }) =>
        Tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value ?? ''))),
      ),
    ),
    {
      // The last page has an empty token, and one that is empty asks for the first.
      token: input.PaginationToken === '' ? undefined : input.PaginationToken,
      size: ResourcesPerPage,
      badToken: () => new Fault('PaginationTokenExpiredException', 'The PaginationToken is not valid.'),
    },
  );
  return { PaginationToken: nextToken, ResourceTagMappingList: [...items] };
}

function checkFilters(filters: readonly TagFilter[]): void {
  if (filters.length > 50) throw invalid('TagFilters has at most 50 keys.');
  for (const { Key = '', Values = [] } of filters) {
    if (Key.length < 1 || Key.length > 128) throw invalid('The key of a TagFilter has from 1 to 128 characters.');
    if (Values.length > 20) throw invalid(`The TagFilter ${Key} has more than 20 values.`);
    if (Values.some((value) => value.length > 256)) throw invalid(`The TagFilter ${Key} has too long a value.`);
  }
}

/** What never had a tag is not in the index. */
function taggedAlarms(world: World): ResourceTagMapping[] {
  return world.alarms.flatMap(({ name, tags = {} }) => {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    return Tags.length === 0 ? [] : [{ ResourceARN: alarmArn(world, name), Tags }];
  });
}
