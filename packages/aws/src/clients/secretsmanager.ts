import { SecretsManagerClient, DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new SecretsManagerClient(settings);

export const commands = {
  DescribeSecret: DescribeSecretCommand,
};
