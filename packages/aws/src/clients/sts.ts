import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new STSClient(settings);

export const commands = {
  GetCallerIdentity: GetCallerIdentityCommand,
};
