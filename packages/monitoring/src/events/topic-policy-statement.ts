import { isObject, isList, type Json, type JsonObject } from '@fargate-actions/documents';

/** By this our statement is found again. One is enough for all stacks that tell a topic. */
const STATEMENT_ID = 'FargateActionsEventBridge';

/** The statement that lets EventBridge publish to a topic. It can have no condition: EventBridge does not meet any. */
export function publishStatement(topicArn: string): JsonObject {
  return {
    Sid: STATEMENT_ID,
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: topicArn,
  };
}

/** A topic's policy with our statement in it, in the place of an earlier one of ours; all others are as they were. */
export function withPublishStatement(policy: string | undefined, topicArn: string): string {
  const present = parsedPolicy(policy) ?? { Version: '2012-10-17' };
  const others = statementsOf(present).filter(
    (statement) => !(isObject(statement) && statement['Sid'] === STATEMENT_ID),
  );
  return JSON.stringify({ ...present, Statement: [...others, publishStatement(topicArn)] });
}

/** A policy as an object; undefined of none, and of a text that is no policy. */
export function parsedPolicy(policy: string | undefined): JsonObject | undefined {
  if (policy === undefined || policy === '') return undefined;
  try {
    const parsed = JSON.parse(policy) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The statements of a policy, which may be one alone. */
export function statementsOf(policy: JsonObject | undefined): readonly Json[] {
  const statements = policy?.['Statement'];
  if (statements === undefined) return [];
  return isList(statements) ? statements : [statements];
}
