import { SSMClient, DescribeParametersCommand } from '@aws-sdk/client-ssm';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new SSMClient(settings);

export const commands = {
  DescribeParameters: DescribeParametersCommand,
};
