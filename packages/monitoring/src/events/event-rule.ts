import type { Tag } from '@aws-sdk/client-eventbridge';
import { isAwsError, sentAgainWhenLost, type Aws } from '@fargate-actions/aws';
import type { Json, JsonObject } from '@fargate-actions/documents';
import { differences, type Difference } from '@fargate-actions/engine';

/** Our target of a rule; others may have added theirs, which are left alone. */
const TARGET_ID = 'notify';

/** A rule that tells a topic, as far as it is ours. */
export interface EventRule {
  readonly description: string;
  readonly state: string;
  readonly eventPattern: Json;
  /** ARN of the topic. */
  readonly topic: string;
  /** What of the event the message has, by the names that it uses. */
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/** Reads a rule; without a target of ours it has neither topic nor message. */
export async function readRule(name: string, aws: Aws): Promise<JsonObject | undefined> {
  const rule = await aws.eventRules.find(name);
  if (!rule) return undefined;
  const target = (await aws.eventRules.targets(name)).find(({ Id }) => Id === TARGET_ID);
  const transformer = target?.InputTransformer;
  return {
    description: rule.Description ?? '',
    state: rule.State ?? '',
    eventPattern: parsed(rule.EventPattern ?? ''),
    ...(target?.Arn !== undefined && { topic: target.Arn }),
    ...(transformer?.InputPathsMap && { inputPaths: transformer.InputPathsMap }),
    ...(transformer?.InputTemplate !== undefined && { inputTemplate: transformer.InputTemplate }),
  };
}

/** In what a rule differs from what is wanted; the order of resources in its pattern means nothing. */
export function ruleDifferences(found: JsonObject | undefined, wanted: EventRule): Difference[] {
  return differences(found, { ...wanted }, { absent: 'default', unordered: new Set(['eventPattern.resources']) });
}

/**
 * Creates a rule with its target, or gives the one of that name what is wanted; a new one without tags where tagging is
 * denied: they are for people, nothing rests on them.
 *
 * @param tags for a new rule; undefined for one that is there, because EventBridge takes tags on creation only.
 */
export async function writeRule(
  name: string,
  rule: EventRule,
  tags: Readonly<Record<string, string>> | undefined,
  aws: Aws,
): Promise<void> {
  const put = (Tags: readonly Tag[]): Promise<void> =>
    sentAgainWhenLost(() =>
      aws.eventRules.put({
        Name: name,
        Description: rule.description,
        EventPattern: JSON.stringify(rule.eventPattern),
        State: 'ENABLED',
        ...(Tags.length > 0 && { Tags: [...Tags] }),
      }),
    );
  try {
    await put(Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })));
  } catch (error) {
    if (!isAwsError(error, 'denied') || error.permission !== 'events:TagResource') throw error;
    aws.gaps.note(error, 'The rule that tells of failed deployments has no tags.');
    await put([]);
  }
  const InputTransformer = { InputPathsMap: { ...rule.inputPaths }, InputTemplate: rule.inputTemplate };
  await sentAgainWhenLost(() =>
    aws.eventRules.putTargets(name, [{ Id: TARGET_ID, Arn: rule.topic, InputTransformer }]),
  );
}

/** JSON as what it says, so that spaces and the order of fields are no difference; what is no JSON as its text. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
