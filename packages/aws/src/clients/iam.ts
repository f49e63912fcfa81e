import { IAMClient, GetRoleCommand } from '@aws-sdk/client-iam';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new IAMClient(settings);

export const commands = {
  GetRole: GetRoleCommand,
};
