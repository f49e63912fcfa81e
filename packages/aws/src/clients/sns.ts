import {
  SNSClient,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new SNSClient(settings);

export const commands = {
  GetTopicAttributes: GetTopicAttributesCommand,
  ListTopics: ListTopicsCommand,
  SetTopicAttributes: SetTopicAttributesCommand,
};
