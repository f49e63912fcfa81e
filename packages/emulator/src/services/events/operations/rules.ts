import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  ListRulesRequest,
  ListRulesResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  PutRuleRequest,
  PutRuleResponse,
  Rule,
} from '@aws-sdk/client-eventbridge';

import { Fault } from '../../../fault.ts';
import { readCron } from '../../application-auto-scaling/behaviour/cron.ts';
import { eventMatch } from '../behaviour/event-pattern.ts';
import type { EventRule } from '../model.ts';
import { PatternError } from '../behaviour/value-match.ts';
import type { OperationTable } from '../../../world/operation.ts';
import { arn, type World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { DEFAULT_BUS, findRule, onDefaultBus, replaceRule } from './find-rule.ts';

/** EventBridge's operations on rules. */
export const ruleOperations: OperationTable = {
  'events:DeleteRule': deleteRule,
  'events:DescribeRule': describeRule,
  'events:ListRules': listRules,
  'events:ListTagsForResource': listTags,
  'events:PutRule': putRule,
};

// Source: EventBridge's guide, "Amazon EventBridge quotas"; botocore's model of RuleName and RuleDescription.
const MOST_RULES = 300;
const RULE_NAME = /^[.\-_A-Za-z0-9]{1,64}$/;
/** Of an account that has asked for no more. */
const LONGEST_PATTERN = 2048;
const LONGEST_DESCRIPTION = 512;

/**
 * Creates a rule, or replaces the one of that name whole, but for its targets and tags.
 *
 * Source: the API reference of PutRule. Throws ValidationException, InvalidEventPatternException,
 * LimitExceededException.
 */
function putRule(world: World, input: PutRuleRequest): PutRuleResponse {
  onDefaultBus(world, input.EventBusName);
  const name = required(input.Name, 'name');
  const { EventPattern: eventPattern, ScheduleExpression: scheduleExpression, State = 'ENABLED' } = input;
  if (!RULE_NAME.test(name))
    throw invalid(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+',
    );
  if (!STATES.has(State)) throw invalid(`Value '${State}' at 'state' failed to satisfy constraint: unknown state.`);
  if (!eventPattern && !scheduleExpression)
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (eventPattern) checkPattern(eventPattern);
  if (scheduleExpression && !isSchedule(scheduleExpression))
    throw invalid('Parameter ScheduleExpression is not valid.');
  within(input.Description?.length, 'description', [0, LONGEST_DESCRIPTION]);
  const ownedByAws = (input.Tags ?? []).find(({ Key = '' }) => /^aws:/i.test(Key));
  if (ownedByAws) throw invalid(`Tag keys starting with 'aws:' are reserved for system use: ${String(ownedByAws.Key)}`);
  const known = world.eventRules.find((rule) => rule.name === name);
  if (!known && world.eventRules.length >= MOST_RULES)
    throw new Fault('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  const rule: EventRule = {
    arn: arn(world, 'events', `rule/${name}`),
    name,
    ...(input.Description && { description: input.Description }),
    ...(input.RoleArn && { roleArn: input.RoleArn }),
    ...(eventPattern && { eventPattern }),
    ...(scheduleExpression && { scheduleExpression }),
    isEnabled: State !== 'DISABLED',
    targets: known?.targets ?? [],
    // Given with a rule that is there already, they are overlooked.
    tags: known?.tags ?? Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  };
  if (known) replaceRule(world, known, rule);
  else world.eventRules.push(rule);
  return { RuleArn: rule.arn };
}

const STATES: ReadonlySet<string> = new Set(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']);

/** One minute, and several minutes. Source: EventBridge's guide, "Creating a scheduled rule (legacy)". */
const RATE = /^(?:1 (?:minute|hour|day)|(?:[2-9]|[1-9]\d+) (?:minutes|hours|days))$/;

function isSchedule(text: string): boolean {
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(text) ?? [];
  return kind === 'rate' ? RATE.test(inner) : kind === 'cron' && readCron(inner) !== undefined;
}

function checkPattern(eventPattern: string): void {
  within(eventPattern.length, 'eventPattern', [0, LONGEST_PATTERN]);
  try {
    eventMatch(eventPattern);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new Fault('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}

function describeRule(world: World, input: DescribeRuleRequest): DescribeRuleResponse {
  return { ...described(findRule(world, input.Name, input.EventBusName)), CreatedBy: world.account };
}

function listRules(world: World, input: ListRulesRequest): ListRulesResponse {
  const { NamePrefix = '', Limit } = input;
  onDefaultBus(world, input.EventBusName);
  within(Limit, 'limit', [1, 100]);
  const found = world.eventRules
    .filter(({ name }) => name.startsWith(NamePrefix))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { items, nextToken } = page(found, {
    token: input.NextToken,
    size: Limit ?? world.scenario.pageSize,
    badToken: () => invalid('The NextToken is not valid.'),
  });
  return { Rules: items.map(described), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

function listTags(world: World, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
  const arn = required(input.ResourceARN, 'resourceARN');
  const rule = world.eventRules.find((one) => one.arn === arn);
  if (!rule) throw new Fault('ResourceNotFoundException', `Rule ${arn.split('/').at(-1) ?? arn} does not exist.`);
  return { Tags: Object.entries(rule.tags).map(([Key, Value]) => ({ Key, Value })) };
}

const described = (rule: EventRule): Rule => ({
  Name: rule.name,
  Arn: rule.arn,
  ...(rule.eventPattern !== undefined && { EventPattern: rule.eventPattern }),
  ...(rule.scheduleExpression !== undefined && { ScheduleExpression: rule.scheduleExpression }),
  State: rule.isEnabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description !== undefined && { Description: rule.description }),
  ...(rule.roleArn !== undefined && { RoleArn: rule.roleArn }),
  EventBusName: DEFAULT_BUS,
});

/** A rule that is not there is deleted already. Source: the API reference of DeleteRule. */
function deleteRule(world: World, input: DeleteRuleRequest): object {
  onDefaultBus(world, input.EventBusName);
  const name = required(input.Name, 'name');
  const place = world.eventRules.findIndex((rule) => rule.name === name);
  if ((world.eventRules[place]?.targets.length ?? 0) > 0) throw invalid("Rule can't be deleted since it has targets.");
  if (place >= 0) world.eventRules.splice(place, 1);
  return {};
}

const invalid = (message: string): Fault => new Fault('ValidationException', message);
