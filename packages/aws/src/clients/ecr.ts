import { ECRClient, BatchGetImageCommand, DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ECRClient(settings);

export const commands = {
  BatchGetImage: BatchGetImageCommand,
  DescribeRepositories: DescribeRepositoriesCommand,
};
