import type {
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';

import { Fault } from '../../../fault.ts';
import { isJson, isTemplate } from '../behaviour/input-template.ts';
import type { EventTarget } from '../model.ts';
import type { OperationTable } from '../../../world/operation.ts';
import type { World } from '../../../world/world.ts';
import { page } from '../../paging.ts';
import { required, within } from '../../required.ts';
import { findRule, replaceRule } from './find-rule.ts';

/** EventBridge's operations on the targets of rules. */
export const targetOperations: OperationTable = {
  'events:ListTargetsByRule': listTargetsByRule,
  'events:PutTargets': putTargets,
  'events:RemoveTargets': removeTargets,
};

// Source: EventBridge's guide, "Amazon EventBridge quotas"; botocore's model of TargetId.
const MOST_TARGETS = 5;
const MOST_AT_ONCE = 100;
const TARGET_ID = /^[.\-_A-Za-z0-9]{1,64}$/;

/** Adds targets, or replaces those of the same id. */
function putTargets(world: World, input: PutTargetsRequest): PutTargetsResponse {
  const rule = findRule(world, input.Rule, input.EventBusName);
  const given = required(input.Targets, 'targets');
  within(given.length, 'targets', [1, MOST_AT_ONCE]);
  const targets = new Map(rule.targets.map((target) => [target.Id, target]));
  for (const target of given.map((one, index) => checkedTarget(one, index))) targets.set(target.Id, target);
  if (targets.size > MOST_TARGETS)
    throw new Fault('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  replaceRule(world, rule, { ...rule, targets: [...targets.values()] });
  return { FailedEntryCount: 0, FailedEntries: [] };
}

function checkedTarget(given: Partial<Target>, index: number): EventTarget {
  const member = `targets.${String(index + 1)}.member`;
  const Id = required(given.Id, `${member}.id`);
  const Arn = required(given.Arn, `${member}.arn`);
  if (!TARGET_ID.test(Id))
    throw invalid(
      `1 validation error detected: Value '${Id}' at '${member}.id' failed to satisfy constraint: ` +
        'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+',
    );
  if (!/^arn:[\w-]+:[\w-]+:[\w-]*:\d{12}:.+$/.test(Arn))
    throw invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if ([given.Input, given.InputPath, given.InputTransformer].filter((input) => input !== undefined).length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  checkInput(given, Id);
  return { ...given, Id, Arn };
}

// Source: the SDK's documentation of Target and InputTransformer.
const LONGEST_INPUT = 8192;

function checkInput({ Input, InputTransformer }: Partial<Target>, id: string): void {
  if (Input !== undefined && !isJson(Input)) throw invalid(`JSON syntax error in input for target ${id}.`);
  within(Input?.length, 'input', [0, LONGEST_INPUT]);
  if (!InputTransformer) return;
  const template = required(InputTransformer.InputTemplate, 'inputTemplate');
  within(template.length, 'inputTemplate', [1, LONGEST_INPUT]);
  if (!isTemplate(template)) throw invalid(`Invalid InputTemplate for target ${id}: ${template}`);
}

function listTargetsByRule(world: World, input: ListTargetsByRuleRequest): ListTargetsByRuleResponse {
  const { targets } = findRule(world, input.Rule, input.EventBusName);
  within(input.Limit, 'limit', [1, 100]);
  const { items, nextToken } = page(targets, {
    token: input.NextToken,
    size: input.Limit ?? world.scenario.pageSize,
    badToken: () => invalid('The NextToken is not valid.'),
  });
  return { Targets: items.map((target) => ({ ...target })), ...(nextToken !== undefined && { NextToken: nextToken }) };
}

/** What has no such target is told of in the answer. */
function removeTargets(world: World, input: RemoveTargetsRequest): RemoveTargetsResponse {
  const rule = findRule(world, input.Rule, input.EventBusName);
  const ids = required(input.Ids, 'ids');
  within(ids.length, 'ids', [1, MOST_AT_ONCE]);
  const unknown = ids.filter((id) => !rule.targets.some((target) => target.Id === id));
  replaceRule(world, rule, { ...rule, targets: rule.targets.filter((target) => !ids.includes(target.Id)) });
  return {
    FailedEntryCount: unknown.length,
    FailedEntries: unknown.map((id) => ({
      TargetId: id,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule '${rule.name}' does not have a target with the Id '${id}'.`,
    })),
  };
}

const invalid = (message: string): Fault => new Fault('ValidationException', message);
