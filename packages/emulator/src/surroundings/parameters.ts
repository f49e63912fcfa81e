import type {
  DescribeParametersRequest,
  DescribeParametersResult,
  GetParametersRequest,
  GetParametersResult,
  Parameter as DescribedParameter,
  ParameterStringFilter,
} from '@aws-sdk/client-ssm';

import { Fault } from '../fault.ts';
import type { OperationTable } from '../world/operation.ts';
import type { Parameter } from '../world/surroundings.ts';
import type { World } from '../world/world.ts';
import { page } from './paging.ts';
import { required, within } from './required.ts';

/** Systems Manager's parameters. */
export const parameterOperations: OperationTable = {
  'ssm:DescribeParameters': describeParameters,
  'ssm:GetParameters': getParameters,
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
