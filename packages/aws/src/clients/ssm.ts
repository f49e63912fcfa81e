import {
  SSMClient,
  DeleteParameterCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new SSMClient(settings);

export const commands = {
  DeleteParameter: DeleteParameterCommand,
  DescribeParameters: DescribeParametersCommand,
  GetParameter: GetParameterCommand,
  PutParameter: PutParameterCommand,
};
