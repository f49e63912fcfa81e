import type { Aws, Clock } from '@fargate-actions/aws';
import { Document, type Diagnostics, type JsonObject } from '@fargate-actions/files';
import type { Resource } from '@fargate-actions/plan';
import {
  logGroupAddress,
  logGroupResources,
  serviceResource,
  type RolloutProgress,
  type RolloutReport,
  type RolloutSettings,
} from '@fargate-actions/service';
import { familyOf, logGroupsOf, taskDefinitionArn, taskDefinitionResource } from '@fargate-actions/task-definition';
import { warnOfBeats } from './beats.ts';

/** One service as the official action's inputs name it. */
export interface SingleService {
  /** Absent: the task definition is registered and nothing is deployed. */
  readonly service: string | undefined;
  readonly cluster: string;
  /** Cleaned and checked. */
  readonly taskDefinition: Document;
  /** Fields of the service that the inputs give. */
  readonly fields: JsonObject;
  readonly forceNewDeployment: boolean;
  readonly onConflict: 'wait' | 'fail' | 'replace';
  readonly tags: Readonly<Record<string, string>>;
  readonly rollout: RolloutSettings | undefined;
}

/**
 * The resources that deploy one service without a stack: what the official action does, and no more than its permissions.
 *
 * The service is never created and its count is left alone unless given. Source: design.md, principle 8.
 */
export function singleServiceResources(
  single: SingleService,
  surroundings: { aws: Aws; clock: Clock; progress: (progress: RolloutProgress) => void },
  diagnostics: Diagnostics,
): Resource<RolloutReport>[] {
  const { aws, clock } = surroundings;
  const family = familyOf(single.taskDefinition);
  const groups = logGroupsOf(single.taskDefinition);
  const render = () => Promise.resolve(single.taskDefinition);
  const services = single.service === undefined ? [] : [{ cluster: single.cluster, name: single.service }];
  const registered: Resource<RolloutReport>[] = [
    ...logGroupResources(
      groups.map((name) => ({ name, continueUnread: true })),
      single.tags,
      aws,
    ),
    taskDefinitionResource({ family, render, tags: single.tags, services }, aws, clock),
  ];
  if (single.service === undefined) {
    diagnostics.notice(
      undefined,
      'inputs/only-registered',
      'No service is named: the task definition is registered, and nothing is deployed.',
      'Give the input `service` to deploy it.',
    );
    return registered;
  }
  warnOfBeats(single.taskDefinition, diagnostics);
  return [
    ...registered,
    serviceResource(
      {
        name: single.service,
        cluster: single.cluster,
        document: new Document(single.fields, new Map()),
        taskDefinition: taskDefinitionArn(family, single.service),
        render,
        after: groups.map(logGroupAddress),
        desiredCount: 'as given',
        createWhenMissing: false,
        forceNewDeployment: single.forceNewDeployment,
        onConflict: single.onConflict,
        tags: single.tags,
        rollout: single.rollout,
      },
      surroundings,
    ),
  ];
}
