import {
  EventBridgeClient,
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import type { ClientSettings } from './settings.ts';

export const client = (settings: ClientSettings) => new EventBridgeClient(settings);

export const commands = {
  DeleteRule: DeleteRuleCommand,
  DescribeRule: DescribeRuleCommand,
  ListRules: ListRulesCommand,
  ListTagsForResource: ListTagsForResourceCommand,
  ListTargetsByRule: ListTargetsByRuleCommand,
  PutRule: PutRuleCommand,
  PutTargets: PutTargetsCommand,
  RemoveTargets: RemoveTargetsCommand,
};
