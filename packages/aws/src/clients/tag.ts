import { ResourceGroupsTaggingAPIClient, GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new ResourceGroupsTaggingAPIClient(settings);

export const commands = { GetResources: GetResourcesCommand };
