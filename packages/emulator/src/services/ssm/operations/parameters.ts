import type {
  DeleteParameterRequest,
  DeleteParameterResult,
  DescribeParametersRequest,
  DescribeParametersResult,
  GetParameterRequest,
  GetParameterResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter as DescribedParameter,
  ParameterStringFilter,
  PutParameterRequest,
  PutParameterResult,
} from '@aws-sdk/client-ssm';

import { Fault } from '../../../fault.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { Parameter } from '../model.ts';
import { arn, type World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';

/** Systems Manager's parameters. */
export const parameterOperations: OperationTable = {
  'ssm:DeleteParameter': deleteParameter,
  'ssm:DescribeParameters': describeParameters,
  'ssm:GetParameter': getParameter,
  'ssm:GetParameters': getParameters,
  'ssm:PutParameter': putParameter,
};

function describeParameters(world: World, input: DescribeParametersRequest): DescribeParametersResult {
  within(input.MaxResults, 'maxResults', [1, 50]);
  const filters = input.ParameterFilters ?? [];
  const found = world.parameters.filter((parameter) => filters.every((filter) => passes(filter, parameter)));
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: input.MaxResults ?? world.scenario.pageSize,
    badToken: () => new Fault('InvalidNextToken', 'The specified token is not valid.'),
  });
  return {
    Parameters: items.map((parameter) => ({
      Name: parameter.name,
      ARN: parameter.arn,
      Type: typeOf(parameter),
      Version: parameter.version,
      LastModifiedDate: new Date(parameter.lastModifiedAt),
      Tier: 'Standard',
      DataType: 'text',
      Policies: [],
    })),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

function getParameter(world: World, input: GetParameterRequest): GetParameterResult {
  const found = existing(world, required(input.Name, 'name'));
  return { Parameter: withValue(found, input.WithDecryption === true) };
}

function deleteParameter(world: World, input: DeleteParameterRequest): DeleteParameterResult {
  const found = existing(world, required(input.Name, 'name'));
  world.parameters.splice(world.parameters.indexOf(found), 1);
  world.parameterDeletions[found.name] = world.now;
  return {};
}

/** @throws Fault ParameterNotFound. */
function existing(world: World, nameOrArn: string): Parameter {
  const found = world.parameters.find((known) => known.name === nameOrArn || known.arn === nameOrArn);
  if (!found) throw new Fault('ParameterNotFound', `Parameter ${nameOrArn} not found.`);
  return found;
}

/** Without Overwrite it is an atomic create: of two callers one is told that the parameter exists already. */
function putParameter(world: World, input: PutParameterRequest): PutParameterResult {
  const name = required(input.Name, 'name');
  const value = required(input.Value, 'value');
  checkParameterName(name);
  checkParameterValue(value);
  const known = world.parameters.find((parameter) => parameter.name === name);
  if (known && input.Overwrite !== true)
    throw new Fault(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  if (input.Overwrite === true && (input.Tags ?? []).length > 0)
    throw new Fault(
      'ValidationException',
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  if (known) {
    known.value = value;
    known.version++;
    known.lastModifiedAt = world.now;
    return { Version: known.version, Tier: 'Standard' };
  }
  if (input.Type === undefined)
    throw new Fault('ValidationException', 'A parameter type is required when you create a parameter.');
  if (!PARAMETER_TYPES.has(input.Type))
    throw new Fault('UnsupportedParameterType', `The parameter type ${input.Type} is not supported.`);
  if (world.now - (world.parameterDeletions[name] ?? Number.NEGATIVE_INFINITY) < NAME_IN_USE_MS)
    throw new Fault(
      'TooManyUpdates',
      'There are concurrent updates for a resource that supports one update at a time.',
    );
  world.parameters.push({
    arn: arn(world, 'ssm', `parameter/${name.replace(/^\//, '')}`),
    name,
    type: input.Type,
    value,
    version: 1,
    lastModifiedAt: world.now,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  });
  return { Version: 1, Tier: 'Standard' };
}

/**
 * So long the name of a deleted parameter can't be used again.
 *
 * Source: AWS's reference of DeleteParameter: "After deleting a parameter, wait for at least 30 seconds to create a
 * parameter with the same name." What a creation answers until then: github.com/hashicorp/terraform-provider-aws, issue 1082.
 */
const NAME_IN_USE_MS = 30_000;

const PARAMETER_TYPES: ReadonlySet<string> = new Set(['String', 'StringList', 'SecureString']);

/** Source: AWS's reference of PutParameter, "Name". */
function checkParameterName(name: string): void {
  const refuse = (message: string): never => {
    throw new Fault('ValidationException', message);
  };
  if (!/^[\w./-]+$/.test(name) || /^\/?(?:aws|ssm)/i.test(name))
    refuse(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (name.length > 1011) refuse('The parameter name exceeds the maximum length of 1011 characters.');
  if (name.includes('/') && !name.startsWith('/')) refuse('Parameter name must be a fully qualified name.');
  if (name.split('/').length - 1 > 15)
    throw new Fault(
      'HierarchyLevelLimitExceededException',
      'The hierarchy can have a maximum of 15 levels. Reduce the number of levels, and then try again.',
    );
}

function checkParameterValue(value: string): void {
  if (value.length > 4096)
    throw new Fault(
      'ValidationException',
      'Standard tier parameters support a maximum parameter value of 4096 characters.',
    );
  if (/\{\{.*\}\}/s.test(value))
    throw new Fault(
      'ValidationException',
      'Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.',
    );
}

function getParameters(world: World, input: GetParametersRequest): GetParametersResult {
  const names = required(input.Names, 'names');
  within(names.length, 'names.length', [1, 10]);
  const found = names.map((name) => ({
    name,
    parameter: world.parameters.find((p) => p.name === name || p.arn === name),
  }));
  return {
    Parameters: found.flatMap(({ parameter }) =>
      parameter ? [withValue(parameter, input.WithDecryption === true)] : [],
    ),
    InvalidParameters: found.filter(({ parameter }) => !parameter).map(({ name }) => name),
  };
}

function passes({ Key, Option = 'Equals', Values = [] }: ParameterStringFilter, { name, type }: Parameter): boolean {
  if (Key === 'Type') return Values.includes(type);
  if (Key !== 'Name') throw new Fault('InvalidFilterKey', `The filter key ${String(Key)} is not emulated.`);
  if (Option === 'Equals') return Values.includes(name);
  if (Option === 'BeginsWith') return Values.some((value) => name.startsWith(value));
  if (Option === 'Contains') return Values.some((value) => name.includes(value));
  throw new Fault('InvalidFilterOption', `The filter option ${Option} is not valid.`);
}

function withValue(parameter: Parameter, isDecrypted: boolean): DescribedParameter {
  const isSecret = parameter.type === 'SecureString' && !isDecrypted;
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: typeOf(parameter),
    Value: isSecret ? Buffer.from(parameter.value).toString('base64') : parameter.value,
    Version: parameter.version,
    LastModifiedDate: new Date(parameter.lastModifiedAt),
    DataType: 'text',
  };
}

// The emulator's world has only the types that the SDK knows.
const typeOf = ({ type }: Parameter): NonNullable<DescribedParameter['Type']> =>
  type as NonNullable<DescribedParameter['Type']>;
