import { SNSClient, ListTopicsCommand } from '@aws-sdk/client-sns';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new SNSClient(settings);

export const commands = {
  ListTopics: ListTopicsCommand,
};
